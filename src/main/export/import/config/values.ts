/** Initializers, regularizers and activations of Keras's configurations in our form. */
import { initializerClassNames, initializerSchema } from '../../../../shared/spec/initializers.ts';
import { isRecord } from '../../../../shared/spec/class-spec.ts';
import { isOwn } from './keras-layers.ts';

/** The initializer of a configuration; null for one that Tatami does not have. */
export function readInitializer(value: unknown): unknown {
  const name =
    typeof value === 'string' ? value : isRecord(value) && isOwn(value) ? value['class_name'] : null;
  const config = isRecord(value) && isRecord(value['config']) ? value['config'] : {};
  if (name === 'VarianceScaling') return scaledInitializer(config);
  if (typeof name !== 'string') return null;
  const known = ['minval', 'maxval', 'mean', 'stddev', 'value'].filter((key) => config[key] !== undefined);
  const candidates = [known, []].map((keys) => ({
    class_name: name,
    config: Object.fromEntries(keys.map((key) => [key, config[key]])),
  }));
  return candidates.find((candidate) => initializerSchema.safeParse(candidate).success) ?? null;
}

/** Keras 2 and TensorFlow.js write Glorot's, He's and LeCun's as scaled variance. */
function scaledInitializer({ scale, mode, distribution }: Readonly<Record<string, unknown>>): unknown {
  const kind = { fan_avg: 'Glorot', fan_in: scale === 2 ? 'He' : 'Lecun' }[String(mode)];
  const suffix = distribution === 'uniform' ? 'Uniform' : 'Normal';
  const name = `${kind ?? ''}${suffix}`;
  return (initializerClassNames as readonly string[]).includes(name)
    ? { class_name: name, config: {} }
    : null;
}

/** A regularizer without what surrounds it in a file; anything else passes, for the schema to judge. */
export function readRegularizer(value: unknown): unknown {
  if (!isRecord(value) || !isOwn(value) || !isRecord(value['config'])) return value;
  const { l1, l2 } = value['config'];
  const config = { ...(l1 === undefined ? {} : { l1 }), ...(l2 === undefined ? {} : { l2 }) };
  return { class_name: value['class_name'], config };
}

/** The name of an activation; anything but one of Keras's functions passes, for the schema to judge. */
export function readActivation(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const isFunction = value['class_name'] === 'function' && (value['module'] ?? 'builtins') === 'builtins';
  return isFunction ? value['config'] : value;
}
