/** Writes the forward pass of a net as TypeScript: one line for each operation, the weights by their place in a file. */
import { assertNever } from '../../../../shared/contract/errors.ts';
import type { InferenceOperation, Values } from '../../inference/operations.ts';
import type { ExportAbout } from '../about.ts';

/** The code, and the numbers that it takes from `weights.bin`. */
export interface ModelCode {
  readonly text: string;
  /** In the order in which the file holds them. */
  readonly weights: readonly Float32Array[];
}

/** The code of `model.ts`. */
export function modelCode(
  name: string,
  operations: readonly InferenceOperation[],
  about: ExportAbout,
): ModelCode {
  const writer = new CodeWriter();
  const lines = writer.path(operations);
  const { height, width, channels, values, scale, offset } = about.input;
  const range = values === 'pixels from 0 to 255' ? values : `pixel * ${scale} + ${offset}`;
  const text = `/** ${JSON.stringify(name)}: a trained net of Tatami, computed by operations.ts with the numbers of weights.bin. */
import * as op from './operations.ts';

/** Height, width and channels of a picture. */
export const inputShape = [${height}, ${width}, ${channels}] as const;

/** What a pixel (0 to 255) has to become before it is given to \`predict\`: \`pixel * scale + offset\`. */
export const scaling = { scale: ${scale}, offset: ${offset} } as const;

/** Names of the classes, in the order of the scores. */
export const classes: readonly string[] = ${JSON.stringify(about.classes)};

/** Names of the superclasses; null where there are none. */
export const superclasses: readonly string[] | null = ${JSON.stringify(about.superclasses)};

/** For each class the number of its superclass. */
export const superclassOf: readonly number[] | null = ${JSON.stringify(about.superclassOf)};

/**
 * The scores of one picture, one for each class.
 * @param picture Row by row, the channels of a pixel together; values: ${range}.
 * @param weights The numbers of weights.bin (float32, little-endian).
 */
export function predict(picture: ArrayLike<number>, weights: Float32Array): Float32Array {
  const numbers = (start: number, length: number) => weights.subarray(start, start + length);
  const shaped = (start: number, ...shape: number[]): op.Values => {
    return { shape, data: numbers(start, shape.reduce((product, size) => product * size, 1)) };
  };
  let x: op.Values = { shape: inputShape, data: Float32Array.from(picture) };
${lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}
  return x.data;
}
`;
  return { text, weights: writer.weights };
}

type OperationOf<Kind extends InferenceOperation['kind']> = Extract<InferenceOperation, { kind: Kind }>;

class CodeWriter {
  readonly weights: Float32Array[] = [];
  #size = 0;
  #blocks = 0;

  /** The lines of operations, with each layer's name before its first. */
  path(operations: readonly InferenceOperation[]): string[] {
    return operations.flatMap((operation, index) => {
      const isNew = operations[index - 1]?.layer !== operation.layer;
      return [
        ...(isNew ? [`// ${operation.layer}: ${shapeText(operation)}`] : []),
        ...this.#lines(operation),
      ];
    });
  }

  #lines(operation: InferenceOperation): string[] {
    return operation.kind === 'sum' ? this.#sum(operation) : [`x = op.${this.#call(operation)};`];
  }

  #call(operation: Exclude<InferenceOperation, OperationOf<'sum'>>): string {
    switch (operation.kind) {
      case 'convolution':
        return this.#convolution(operation);
      case 'dense':
        return `dense(x, ${this.#shaped(operation.kernel)}, ${this.#numbers(operation.bias)})`;
      case 'rescaling':
        return `rescaling(x, ${operation.scale}, ${operation.offset})`;
      case 'batch-normalization': {
        const { epsilon } = operation;
        const part = (name: 'gamma' | 'beta' | 'mean' | 'variance'): string =>
          `${name}: ${this.#numbers(operation[name])}`;
        const parts = [part('gamma'), part('beta'), part('mean'), part('variance')].join(', ');
        return `batchNormalization(x, { ${parts} }, ${epsilon})`;
      }
      case 'layer-normalization': {
        const { axes, gamma, beta, epsilon } = operation;
        const parts = `gamma: ${this.#numbers(gamma)}, beta: ${this.#numbers(beta)}`;
        return `layerNormalization(x, { axes: ${code(axes)}, ${parts} }, ${epsilon})`;
      }
      case 'pooling': {
        const { take, size, strides, padding } = operation;
        const window = `{ size: ${code(size)}, strides: ${code(strides)}, padding: ${code(padding)} }`;
        return `${take}Pooling(x, ${window})`;
      }
      case 'global-pooling':
        return `global${operation.take === 'mean' ? 'Mean' : 'Maximum'}(x, ${code(operation.outputShape)})`;
      case 'activation':
        return `activations.${operation.activation}(x)`;
      case 'rectifier': {
        const { maximum, slope, threshold } = operation;
        return `rectifier(x, ${maximum ?? 'Infinity'}, ${slope}, ${threshold})`;
      }
      case 'zero-padding':
        return `zeroPadding(x, ${code(operation.padding)})`;
      case 'crop': {
        const { corner, size, outputShape } = operation;
        return `crop(x, ${code(corner)}, ${code(size)}, ${code(outputShape)})`;
      }
      case 'flatten':
        return 'flatten(x)';
      default:
        return assertNever(operation);
    }
  }

  #convolution({ channels, kernel, bias, strides, padding, dilations }: OperationOf<'convolution'>): string {
    const weights = `kernel: ${this.#shaped(kernel)}, bias: ${this.#numbers(bias)}`;
    const window = `strides: ${code(strides)}, padding: ${code(padding)}, dilations: ${code(dilations)}`;
    return `convolution${channels === 'all' ? '' : 'OfEach'}(x, { ${weights}, ${window} })`;
  }

  #sum({ main, shortcut }: OperationOf<'sum'>): string[] {
    const block = ++this.#blocks;
    return [
      `const input${block} = x;`,
      ...this.path(main),
      `const main${block} = x;`,
      `x = input${block};`,
      ...this.path(shortcut),
      `x = op.sum(main${block}, x);`,
    ];
  }

  #shaped({ shape, data }: Values): string {
    return `shaped(${[this.#place(data), ...shape].join(', ')})`;
  }

  #numbers(data: Float32Array | null): string {
    return data === null ? 'null' : `numbers(${this.#place(data)}, ${data.length})`;
  }

  #place(data: Float32Array): number {
    const place = this.#size;
    this.weights.push(data);
    this.#size += data.length;
    return place;
  }
}

function shapeText({ outputShape }: InferenceOperation): string {
  return outputShape.join(' x ');
}

function code(value: unknown): string {
  return JSON.stringify(value);
}
