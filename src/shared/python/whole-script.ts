/** A whole Python script around an experiment's code: imports, classes that Keras lacks, data. */
import { isRecord } from '../spec/class-spec.ts';
import type { Experiment } from '../spec/experiment.ts';
import { optimizerClassNames } from '../spec/optimizers.ts';
import { ownClasses } from './classes.ts';
import { experimentCode } from './experiment.ts';
import { pythonCall, pythonString } from './literals.ts';

/** What a script needs to know besides the experiment. */
export interface ScriptData {
  /** Height, width, channels. */
  readonly inputShape: readonly number[];
  readonly classes: number;
  /** Docstrings of the classes that Keras lacks, and comments. */
  readonly words: Readonly<Record<'residual' | 'robbinsMonro' | 'data' | 'policy', string>>;
}

/** Data sets that Keras brings along, by their names here. */
const kerasDatasets: ReadonlyMap<string, string> = new Map([
  ['mnist', 'mnist'],
  ['fashion-mnist', 'fashion_mnist'],
  ['cifar-10', 'cifar10'],
  ['cifar-100', 'cifar100'],
]);

/** The module of each class that code names; classes without one are Keras's layers. */
const modules: readonly (readonly [string, RegExp])[] = [
  ['keras.initializers', /_initializer$/],
  ['keras.regularizers', /_regularizer$/],
  ['keras.optimizers.schedules', /^learning_rate$/],
  ['keras.losses', /^loss$/],
  ['keras.metrics', /^metrics$/],
  ['keras.callbacks', /^callbacks$/],
];

/** A script that trains an experiment in plain Keras 3. Same steps, other random numbers. */
export function experimentScript(experiment: Experiment, data: ScriptData): string {
  const { text } = experimentCode(experiment, data.inputShape);
  const parts = [
    importLines(experiment, text).join('\n'),
    `keras.utils.set_random_seed(${experiment.seed % 2 ** 32})`,
    ...policyLines(experiment, data),
    ...(text.includes('Residual([') ? [residualClass(data.words.residual)] : []),
    ...[ownClasses(experiment, data.words.robbinsMonro).replaceAll('optimizers.schedules.', '').trim()],
    dataText(experiment, data),
    text,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Keras's own mixed precision, which rounds at other places than ours. */
function policyLines({ dtype_policy }: Experiment, { words }: ScriptData): readonly string[] {
  if (dtype_policy === 'float32') return [];
  return [`# ${words.policy}\nkeras.config.set_dtype_policy(${pythonString(dtype_policy)})`];
}

function importLines(experiment: Experiment, text: string): readonly string[] {
  const names = new Map<string, Set<string>>();
  const add = (module: string, name: string): void => {
    if (new RegExp(`\\b${name}\\(`).test(text)) {
      names.set(module, (names.get(module) ?? new Set()).add(name));
    }
  };
  collect(experiment, '', (argument, className) => {
    const [module] = modules.find(([, pattern]) => pattern.test(argument)) ?? [null];
    const isOptimizer = optimizerClassNames.some((name) => name === className);
    if (className !== 'Residual')
      add(module ?? (isOptimizer ? 'keras.optimizers' : 'keras.layers'), className);
  });
  if (text.includes('Residual([')) {
    names.set('keras.layers', (names.get('keras.layers') ?? new Set()).add('Conv2D').add('Layer'));
  }
  const schedules = names.get('keras.optimizers.schedules');
  if (schedules?.delete('RobbinsMonro')) schedules.add('LearningRateSchedule');
  const lines = [...names].map(
    ([module, classes]) => `from ${module} import ${[...classes].toSorted().join(', ')}`,
  );
  const numpy = kerasDatasets.has(experiment.dataset.id) ? [] : ['import numpy as np'];
  return ['import keras', ...numpy, 'from keras import Input, Sequential', ...lines.toSorted()];
}

/** Calls back for every class of a document, with the key that it stands under. */
function collect(value: unknown, key: string, found: (key: string, className: string) => void): void {
  if (Array.isArray(value)) for (const item of value) collect(item, key, found);
  if (!isRecord(value)) return;
  if (typeof value['class_name'] === 'string') found(key, value['class_name']);
  for (const [name, inner] of Object.entries(value)) collect(inner, name === 'config' ? key : name, found);
}

/** Written so that the block's weights have the order and names of Tatami's. */
function residualClass(docstring: string): string {
  return `class Residual(Layer):
    """${docstring}"""

    def __init__(self, main, projection=None, activation="relu", **options):
        super().__init__(**options)
        self.main = Sequential(main)
        self.projection = projection
        self.activation = keras.activations.get(activation)

    def build(self, shape):
        self.main.build(shape)
        filters = self.main.output_shape[-1]
        self.shortcut = None
        if self.projection is not None:
            self.shortcut = Conv2D(filters, 1, **self.projection)
            self.shortcut.build(shape)

    def call(self, x, training=None):
        beside = x if self.shortcut is None else self.shortcut(x)
        return self.activation(self.main(x, training=training) + beside)
`;
}

const halves = ['train', 'test'];

function npzHalf(half: string): string {
  return `x_${half}, y_${half} = data["x_${half}"], data["y_${half}"]`;
}

function dataText(experiment: Experiment, { inputShape, classes, words }: ScriptData): string {
  const { dataset, loss } = experiment;
  const { scale, offset } = experiment.preprocessing;
  const name = kerasDatasets.get(dataset.id);
  const load =
    name === undefined
      ? [`# ${words.data}`, 'data = np.load("data.npz")', ...halves.map(npzHalf)]
      : [`(x_train, y_train), (x_test, y_test) = keras.datasets.${name}.load_data()`];
  const factor = scale === 1 / 255 ? '1 / 255' : String(scale);
  const pixels = (images: string): string =>
    `${images} = ${images}.reshape(${pythonCall('', ['-1', ...inputShape.map(String)])}).astype("float32") * (${factor})` +
    (offset === 0 ? '' : ` + (${offset})`);
  const isSparse = loss.class_name === 'SparseCategoricalCrossentropy';
  const labels = (values: string): string => `${values} = keras.utils.to_categorical(${values}, ${classes})`;
  const cut = [
    ...(dataset.train === null
      ? []
      : [`x_train, y_train = x_train[:${dataset.train}], y_train[:${dataset.train}]`]),
    ...(dataset.test === null ? [] : [`x_test, y_test = x_test[:${dataset.test}], y_test[:${dataset.test}]`]),
  ];
  return [
    ...load,
    ...cut,
    pixels('x_train'),
    pixels('x_test'),
    ...(isSparse ? [] : [labels('y_train'), labels('y_test')]),
  ].join('\n');
}
