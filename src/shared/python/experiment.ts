/** An experiment as the Keras 3 code that a student would write: `Sequential`, `compile`, `fit`. */
import { isRecord } from '../spec/class-spec.ts';
import type { Experiment } from '../spec/experiment.ts';
import type { LayerSpec } from '../spec/layers.ts';
import type { ResidualSpec } from '../spec/residual.ts';
import { shortCallback, shortOptimizer, shortValue } from './classes.ts';
import { automaticNames, shortLayerCall } from './layers.ts';
import { pythonString, pythonValue } from './literals.ts';

/** Code, and where its layers stand. */
export interface ExperimentCode {
  readonly text: string;
  /** First and last line of each layer, counted from 1. */
  readonly layerLines: readonly (readonly [number, number])[];
}

/** The code of a model, its settings and its training. @param inputShape Height, width, channels. */
export function experimentCode(experiment: Experiment, inputShape: readonly number[]): ExperimentCode {
  const lines = ['model = Sequential([', `  Input(${pythonValue(inputShape)}),`];
  const { layers } = experiment.model;
  const names = automaticNames(layers.map((layer) => layer.class_name));
  const layerLines = layers.map((layer, index) => {
    const first = lines.length + 1;
    const call = layerLinesOf(layer, names[index] ?? '');
    lines.push(...call.map((line) => `  ${line}`));
    return [first, lines.length] as const;
  });
  lines.push('])', ...compileLines(experiment), ...fitLines(experiment), '');
  return { text: lines.join('\n'), layerLines };
}

function layerLinesOf(layer: LayerSpec, automaticName: string): readonly string[] {
  if (layer.class_name !== 'Residual') return [`${shortLayerCall(layer, automaticName)},`];
  return residualLines(layer, automaticName);
}

function residualLines({ config }: ResidualSpec, automaticName: string): readonly string[] {
  const names = automaticNames(config.layers.map((layer) => layer.class_name));
  const inner = config.layers.map((layer, index) => `  ${shortLayerCall(layer, names[index] ?? '')},`);
  const options = [
    ...projectionArgument(config.shortcut),
    ...(config.activation === 'relu' ? [] : [`activation=${pythonString(config.activation)}`]),
    ...(config.trainable ? [] : ['trainable=False']),
    ...(config.name === automaticName ? [] : [`name=${pythonString(config.name)}`]),
  ];
  return ['Residual([', ...inner, `]${options.map((option) => `, ${option}`).join('')}),`];
}

/** The arguments of the 1 x 1 convolution beside the main path, where there is one. */
function projectionArgument(shortcut: ResidualSpec['config']['shortcut']): string[] {
  if (shortcut.class_name === 'Identity') return [];
  const { strides, ...config } = shortcut.config;
  const plain = { kernel_initializer: 'GlorotUniform', bias_initializer: 'Zeros' } as const;
  const others = Object.entries(config).filter(([name, value]) => {
    if (value === null || value === true) return false;
    return !(name in plain && isRecord(value) && value['class_name'] === plain[name as keyof typeof plain]);
  });
  const args = [['strides', strides] as const, ...others];
  return [`projection=dict(${args.map(([name, value]) => `${name}=${shortValue(value)}`).join(', ')})`];
}

function compileLines(experiment: Experiment): readonly string[] {
  const metrics = experiment.metrics.map((metric) => shortValue(metric)).join(', ');
  return [
    'model.compile(',
    `  loss=${shortValue(experiment.loss)},`,
    `  optimizer=${shortOptimizer(experiment)},`,
    `  metrics=[${metrics}],`,
    ')',
  ];
}

function fitLines(experiment: Experiment): readonly string[] {
  const { batch_size: batchSize, epochs, validation, shuffle, callbacks } = experiment;
  const size = batchSize === 'all' ? 'len(x_train)' : String(batchSize);
  const validating = {
    none: [],
    test: ['  validation_data=(x_test, y_test),'],
    train: [`  validation_split=${validation.from === 'train' ? validation.split : 0},`],
  }[validation.from];
  return [
    'model.fit(',
    '  x_train, y_train,',
    `  batch_size=${size}, epochs=${epochs},`,
    ...validating,
    ...(shuffle ? [] : ['  shuffle=False,']),
    ...(callbacks.length === 0 ? [] : [`  callbacks=[${callbacks.map(shortCallback).join(', ')}],`]),
    ')',
  ];
}
