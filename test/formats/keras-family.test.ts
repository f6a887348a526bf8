/** What Keras 3 and Keras 2 predict with the files that Tatami writes for them, against the engine. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFile, writeFolder } from '../../src/main/export/folder.ts';
import type { ExportFormat } from '../../src/main/export/formats/format.ts';
import { formats } from '../../src/main/export/formats/registry.ts';
import type { EnginePort } from '../../src/shared/contract/engine.ts';
import type { ExportLimit } from '../../src/shared/contract/trained-model.ts';
import { floats, type KerasClass, rounded, Tally } from '../golden/golden.ts';
import { initializerClassNames } from '../../src/shared/spec/initializers.ts';
import { lossClassNames } from '../../src/shared/spec/losses.ts';
import { optimizerClassNames } from '../../src/shared/spec/optimizers.ts';
import { learningRateAt } from '../../src/shared/spec/schedules.ts';
import { Draw, packed } from '../keras/live/draw.ts';
import { KerasProcess, type KerasAnswer } from '../keras/live/keras-process.ts';
import type { NetDraft } from '../keras/live/net-draws.ts';
import { drawOptimizer } from '../keras/live/optimizer-draws.ts';
import { kerasPython, noKerasReason } from '../keras/python.ts';
import { caseOf, expectAlike, type FormatCase, formatCases, netSeed, pictureCount } from './nets.ts';

/** None of these formats asks the engine for anything while it writes. */
const noEngine = {} as EnginePort;
const home = mkdtempSync(join(tmpdir(), 'tatami-formats-'));
let keras: KerasProcess | undefined;
let versions: Readonly<Record<string, string>> = {};
beforeAll(async () => {
  if (kerasPython === null) return;
  keras = new KerasProcess(kerasPython, fileURLToPath(new URL('judges/keras_family.py', import.meta.url)));
  versions = (await ask({ kind: 'versions' })).versions ?? {};
});
afterAll(() => {
  keras?.close();
  rmSync(home, { recursive: true, force: true });
});

const judged = [
  { id: 'keras', judge: 'keras3' },
  { id: 'h5', judge: 'keras3' },
  { id: 'h5', judge: 'keras2' },
  { id: 'weights-h5', judge: 'keras3' },
  { id: 'npz', judge: 'keras3' },
  { id: 'python', judge: 'keras3' },
] as const;

const judgeNames = { keras3: 'Keras', keras2: 'Keras 2 (tf_keras)' };

function formatOf(id: ExportFormat['id']): ExportFormat {
  const format = formats.find((one) => one.id === id);
  if (format === undefined) throw new Error(`No format is called ${id}`);
  return format;
}

function limitsOf(id: ExportFormat['id'], { source }: FormatCase): readonly ExportLimit[] {
  return formatOf(id).limits(source, { hasPreprocessing: false, imageOrder: 'NHWC' });
}

/** Writes a case in a format; answers where. */
async function written(id: ExportFormat['id'], net: FormatCase, hasPreprocessing: boolean): Promise<string> {
  const format = formatOf(id);
  const files = await format.write(net.source, { hasPreprocessing, imageOrder: 'NHWC' }, noEngine);
  const path = join(home, `net${format.extension}`);
  return (format.shape === 'file' ? writeFile : writeFolder)(path, files, true);
}

async function ask(question: Readonly<Record<string, unknown>> & { kind: string }): Promise<KerasAnswer> {
  const answer = (await keras?.ask(question)) ?? { error: noKerasReason };
  expect(answer.error).toBeUndefined();
  return answer;
}

/** With every second net the scaling of the pixels is part of the file. */
function fedWith({ source }: FormatCase, hasPreprocessing: boolean): { scale: number; offset: number } {
  return hasPreprocessing ? { scale: 1, offset: 0 } : source.preprocessing;
}

describe(`files for Keras (nets from seed ${netSeed})`, () => {
  const cases = formatCases();
  for (const { id, judge } of judged) {
    let tally: Tally | undefined;
    it.for(cases.map((net, index) => ({ name: net.name, net, index })))(
      `${id}, ${judge}: $name`,
      async ({ net, index }, { skip }) => {
        skip(versions[judge] === undefined, `${judgeNames[judge]} is not there`);
        skip(
          id === 'npz' && isBranched(net),
          'NumPy’s weights go into a net that branches by its Python code',
        );
        const blocking = limitsOf(id, net).find(({ isBlocking }) => isBlocking);
        skip(blocking !== undefined, `the format refuses the net: ${blocking?.code}`);
        const isWeights = id === 'weights-h5' || id === 'npz';
        const hasPreprocessing = index % 2 === 1 && !isWeights;
        const path = await written(id, net, hasPreprocessing);
        const layers = isWeights ? await written('keras', net, false) : path;
        const shape = [pictureCount, ...net.source.inputShape];
        const pixels = packed(net.pixels, shape);
        const scaling = fedWith(net, hasPreprocessing);
        const question = { kind: 'predict', judge, format: id, path, layers, pixels, ...scaling };
        const [output] = (await ask(question)).numbers ?? [];
        const found = floats(output ?? packed(new Float32Array(0), [0]));
        const wanted = net.expected();
        const difference = expectAlike(`${id}, ${net.name}`, { found, wanted });
        tally ??= new Tally(`.${id} by ${judgeNames[judge]} ${versions[judge]}`, 'absolute');
        const [subject = ''] = net.name.split(' ');
        tally.count({ subject, name: net.name }, wanted.length, difference);
      },
    );
    it(`${id}, ${judge}: is counted in the table`, ({ skip, task }) => {
      skip(tally === undefined, 'nothing was compared');
      task.meta.tally = tally?.rows ?? [];
    });
  }
});

/** An optimizer of each class with every kind of number, a schedule or a loss in turn. */
const trainings = optimizerClassNames.flatMap((class_name, index) =>
  [0, 1].map((part) => ({ class_name, place: 2 * index + part })),
);

describe(`training goes on where a file is loaded (seed ${netSeed})`, () => {
  it.for(trainings)('$class_name, setting $place', async ({ class_name, place }, { skip }) => {
    skip(kerasPython === null, noKerasReason);
    const net = trainedCase(class_name, place);
    const { optimizer } = net.source.experiment;
    const rate = optimizer.config.learning_rate;
    for (const id of ['keras', 'h5', 'python'] as const) {
      const path = await written(id, net, false);
      const pixels = packed(net.pixels, [pictureCount, ...net.source.inputShape]);
      const labels = packed(oneHot(), [pictureCount, 7]);
      const { scale, offset } = net.source.preprocessing;
      const question = { kind: 'compiled', judge: 'keras3', format: id, path, pixels, labels, scale, offset };
      const facts = (await ask(question)).facts as unknown as TrainingFacts;
      expect(facts.optimizer).toBe(class_name);
      const numbers = Object.entries(optimizer.config).filter(
        ([name, value]) => name !== 'learning_rate' && ['number', 'boolean'].includes(typeof value),
      );
      expect(rounded(facts.numbers), id).toMatchObject(rounded(Object.fromEntries(numbers)) as object);
      for (const [index, step] of [0, 1, 7].entries())
        expect((facts.rates[index] ?? NaN) / learningRateAt(rate, step), id).toBeCloseTo(1, 5);
      expect(facts.loss, id).toSatisfy(Number.isFinite);
      expect(facts.penalties, id).toBe(2);
    }
  });
});

interface TrainingFacts {
  readonly optimizer: string;
  readonly numbers: Readonly<Record<string, unknown>>;
  /** Of the steps 0, 1 and 7. */
  readonly rates: readonly number[];
  readonly loss: number;
  /** Terms of regularisation. */
  readonly penalties: number;
}

/** A net with every initializer and regularizer in turn. */
function trainedCase(className: (typeof optimizerClassNames)[number], place: number): FormatCase {
  const at = <Item>(items: readonly Item[]): Item => items[place % items.length] as Item;
  const draft = (): NetDraft => ({
    inputShape: [6, 6, 1],
    layers: [
      {
        class_name: 'Conv2D',
        config: {
          ...{ filters: 3, kernel_size: 3, kernel_initializer: at(initializerClassNames) },
          ...{ kernel_regularizer: at(['l1', 'l2', 'L1L2']), bias_regularizer: 'l2' },
        },
      },
    ],
  });
  const isOneHot = (name: string): boolean => !name.startsWith('Sparse');
  const settings = (draw: Draw): object => ({
    optimizer: withSchedule(drawOptimizer(draw, className, 20), place),
    loss: at(lossClassNames.filter(isOneHot)),
    metrics: ['accuracy', 'superclass_accuracy', { class_name: 'TopKCategoricalAccuracy', config: { k: 2 } }],
  });
  return caseOf(`training ${className} ${place}`, draft, settings(new Draw(netSeed, `settings/${place}`)));
}

/** Robbins and Monro's rate, which Keras does not have, for every fourth. */
function withSchedule(optimizer: KerasClass, place: number): KerasClass {
  if (place % 4 !== 1) return optimizer;
  const config = { initial_learning_rate: 0.5, alpha: 2.5 };
  const learning_rate = { class_name: 'RobbinsMonro', config };
  return { ...optimizer, config: { ...optimizer.config, learning_rate } };
}

function oneHot(): Float32Array {
  return Float32Array.from({ length: pictureCount * 7 }, (_, index) => (index % 8 === 0 ? 1 : 0));
}

function isBranched({ source }: FormatCase): boolean {
  return source.model.layers.some(({ class_name }) => class_name === 'Residual');
}
