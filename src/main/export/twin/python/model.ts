/** Python source text for a model: `keras.Sequential`, or Keras's functional form where paths run side by side. */
import type { LayerSpec } from '../../../../shared/spec/layers.ts';
import type { ModelSpec } from '../../../../shared/spec/model.ts';
import { inferModel } from '../../../../shared/spec/shapes.ts';
import { mainPath, projectionOf, type ResidualSpec } from '../../../../shared/spec/residual.ts';
import type { TwinWords } from '../words.ts';
import { layerCall, scopeName } from '../../../../shared/python/layers.ts';
import { pythonString, pythonValue } from '../../../../shared/python/literals.ts';

/** How a script makes its model and reaches the weights in the order of Tatami's files. */
export interface ModelText {
  /** Statements that end with `model` being made. */
  readonly statements: string;
  /** A statement that gives the model the arrays of `initial`. */
  readonly start: string;
  /** An expression for the list of the weights as arrays. */
  readonly weights: string;
}

/**
 * The model as source text.
 * @param inputShape Height, width, channels.
 */
export function modelText(model: ModelSpec, inputShape: readonly number[], words: TwinWords): ModelText {
  const isSequence = model.layers.every((layer) => layer.class_name !== 'Residual');
  return isSequence ? sequentialText(model, inputShape) : functionalText(model, inputShape, words);
}

function sequentialText(model: ModelSpec, inputShape: readonly number[]): ModelText {
  const layers = model.layers.map((layer) => `        ${layerCall(plain(layer), '        ')},\n`);
  const statements = `model = keras.Sequential(
    [
        keras.Input(shape=${pythonValue(inputShape)}),
${layers.join('')}    ],
    name=${pythonString(scopeName(model.name))},
)`;
  const start = 'model.set_weights([initial[name] for name in initial.files])';
  return { statements, start, weights: 'model.get_weights()' };
}

function functionalText(model: ModelSpec, inputShape: readonly number[], words: TwinWords): ModelText {
  const reports = inferModel(model, inputShape);
  const writer = new FunctionalWriter(words);
  for (const [index, layer] of model.layers.entries()) {
    if (layer.class_name === 'Residual') writer.block(layer, reports[index]?.outputShape.at(-1) ?? 1);
    else writer.layer(layer, layer.config.name, 'x');
  }
  const names = writer.weighted.map((name) => `    ${pythonString(name)},\n`).join('');
  return {
    statements: `inputs = keras.Input(shape=${pythonValue(inputShape)})
x = inputs
${writer.lines.join('\n')}
model = keras.Model(inputs, x, name=${pythonString(scopeName(model.name))})

# ${words.weightOrder}
WEIGHT_ORDER = [
${names}]
weights = [weight for name in WEIGHT_ORDER for weight in model.get_layer(name).weights]`,
    start: `for weight, name in zip(weights, initial.files, strict=True):
    weight.assign(initial[name])`,
    weights: '[weight.numpy() for weight in weights]',
  };
}

/** Writes one statement a layer, each layer under a name that is free. */
class FunctionalWriter {
  readonly lines: string[] = [];
  /** Names of the layers in the order of Tatami's weights. */
  readonly weighted: string[] = [];
  readonly #words: TwinWords;
  readonly #taken = new Set<string>();

  constructor(words: TwinWords) {
    this.#words = words;
  }

  /** A layer that takes a variable and puts its output there again. */
  layer(layer: LayerSpec, wish: string, variable: string): void {
    const name = this.#freeName(wish);
    const named = plain({ ...layer, config: { ...layer.config, name } } as LayerSpec);
    this.lines.push(`${variable} = ${layerCall(named, '')}(${variable})`);
    this.weighted.push(name);
  }

  /** Both paths, the addition, and the activation after it. */
  block(block: ResidualSpec, filters: number): void {
    const { name, activation } = block.config;
    const projection = projectionOf(block, filters);
    this.lines.push('', `# ${this.#words.residual} ${pythonString(name)}`, 'shortcut = x');
    for (const inner of mainPath(block)) this.layer(inner, `${name}_${inner.config.name}`, 'x');
    if (projection) this.layer(projection, `${name}_${projection.config.name}`, 'shortcut');
    const added = pythonString(this.#freeName(`${name}_add`));
    this.lines.push(`x = layers.Add(name=${added})([x, shortcut])`);
    if (activation !== 'linear') {
      const activated = pythonString(this.#freeName(`${name}_${activation}`));
      this.lines.push(`x = layers.Activation(${pythonString(activation)}, name=${activated})(x)`);
    }
    this.lines.push('');
  }

  #freeName(wish: string): string {
    const base = scopeName(wish);
    let name = base;
    for (let number = 1; this.#taken.has(name); number++) name = `${base}_${number}`;
    this.#taken.add(name);
    return name;
  }
}

function plain(layer: LayerSpec): Exclude<LayerSpec, ResidualSpec> {
  if (layer.class_name === 'Residual') throw new Error('A block is written layer by layer');
  return layer;
}
