/**
 * Keras's initialisers. Every weight draws from a stream of its own, named after its layer and itself, so that
 * models that share a layer share its initial weights whatever else they hold.
 */
import { assertNever } from '../../shared/contract/errors.ts';
import { randomStream, type RandomStream } from '../../shared/random.ts';
import type { InitializerSpec } from '../../shared/spec/initializers.ts';

/** Standard deviation of a standard normal that is cut at ±2: Keras divides by it to reach the wanted deviation. */
const truncatedDeviation = 0.87962566103423978;

/**
 * The first values of a weight.
 * @param key Layer and weight, such as `conv2d/kernel`.
 */
export function initialValues(
  spec: InitializerSpec,
  shape: readonly number[],
  seed: number,
  key: string,
): Float32Array {
  const values = new Float32Array(shape.reduce((product, length) => product * length, 1));
  const draw = drawing(spec, shape, randomStream(seed, `weights/${key}`));
  for (let index = 0; index < values.length; index++) values[index] = draw();
  return values;
}

function drawing(spec: InitializerSpec, shape: readonly number[], stream: RandomStream): () => number {
  const { fanIn, fanOut } = fans(shape);
  const mean = (fanIn + fanOut) / 2;
  switch (spec.class_name) {
    case 'GlorotUniform':
      return symmetric(stream, Math.sqrt(3 / mean));
    case 'GlorotNormal':
      return truncated(stream, 0, Math.sqrt(1 / mean) / truncatedDeviation);
    case 'HeUniform':
      return symmetric(stream, Math.sqrt(6 / fanIn));
    case 'HeNormal':
      return truncated(stream, 0, Math.sqrt(2 / fanIn) / truncatedDeviation);
    case 'LecunUniform':
      return symmetric(stream, Math.sqrt(3 / fanIn));
    case 'LecunNormal':
      return truncated(stream, 0, Math.sqrt(1 / fanIn) / truncatedDeviation);
    case 'RandomUniform':
      return () => spec.config.minval + (spec.config.maxval - spec.config.minval) * stream.uniform();
    case 'RandomNormal':
      return () => spec.config.mean + spec.config.stddev * stream.normal();
    case 'TruncatedNormal':
      return truncated(stream, spec.config.mean, spec.config.stddev);
    case 'Zeros':
      return () => 0;
    case 'Ones':
      return () => 1;
    case 'Constant':
      return () => spec.config.value;
    default:
      return assertNever(spec);
  }
}

/** Inputs and outputs of one unit, as Keras counts them: a kernel's window multiplies both. */
function fans(shape: readonly number[]): { fanIn: number; fanOut: number } {
  if (shape.length < 2) return { fanIn: shape[0] ?? 1, fanOut: shape[0] ?? 1 };
  const window = shape.slice(0, -2).reduce((product, length) => product * length, 1);
  return { fanIn: (shape.at(-2) as number) * window, fanOut: (shape.at(-1) as number) * window };
}

function symmetric(stream: RandomStream, limit: number): () => number {
  return () => limit * (2 * stream.uniform() - 1);
}

function truncated(stream: RandomStream, mean: number, deviation: number): () => number {
  return () => {
    for (;;) {
      const draw = stream.normal();
      if (Math.abs(draw) <= 2) return mean + deviation * draw;
    }
  };
}
