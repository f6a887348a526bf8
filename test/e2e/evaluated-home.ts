/** A home with evaluated runs on a set of 100 classes, for tests of the window: through the real import and history. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { importDataset } from '../../src/main/datasets/import.ts';
import { testPlaces } from '../../src/main/datasets/experiment-images.ts';
import { openDataset } from '../../src/main/datasets/open.ts';
import { openHistory } from '../../src/main/history/open.ts';
import type { Taxonomy } from '../../src/shared/contract/data.ts';
import type { Evaluation } from '../../src/shared/contract/engine.ts';
import type { HistoryPort } from '../../src/shared/contract/history.ts';
import { randomStream } from '../../src/shared/random.ts';
import { cifar100Record, writeFiles } from '../unit/main/datasets/dataset-files.ts';
import { completed, experiment, newRun, start } from '../unit/main/history/history-fixture.ts';

/** A run to make up. */
export interface MadeRun {
  readonly name: string;
  /** Test pictures that it was evaluated on; null for all. */
  readonly test: number | null;
  /** Share of the pictures that it has right, about. */
  readonly skill: number;
  readonly seed: number;
}

/** A run that was made up, with what its predictions are about. */
export interface EvaluatedRun {
  readonly id: string;
  readonly evaluation: Evaluation;
  /** Place in the whole test half of each of its pictures. */
  readonly places: Int32Array;
  readonly taxonomy: Taxonomy;
}

/** Imports a set of 2,000 training and as many test pictures in CIFAR-100's form; answers its id. */
export async function importPictures(home: string): Promise<string> {
  const folder = join(home, 'source');
  const half = (first: number): Buffer =>
    Buffer.concat(Array.from({ length: 2000 }, (_, index) => coloured(index % 100, first + index)));
  writeFiles(folder, { 'train.bin': half(0), 'test.bin': half(2000) });
  const dataFolder = join(home, 'data');
  mkdirSync(dataFolder, { recursive: true });
  return (await importDataset(folder, dataFolder)).id;
}

/** Adds a run whose evaluation is drawn: wrong answers stay in the superclass two times of three. */
export async function addEvaluatedRun(home: string, dataset: string, run: MadeRun): Promise<EvaluatedRun> {
  const opened = await openDataset(dataset, join(home, 'data'));
  const document = experiment({ name: run.name, dataset: { id: dataset, train: null, test: run.test } });
  const places = testPlaces(opened, document);
  const labels = Array.from(places, (place) => opened.test.labels[place] ?? 0);
  const { taxonomy } = opened.info;
  const evaluation = drawn(labels, taxonomy.superclassOf ?? [], run);
  const history = openHistory(join(home, 'history.db'));
  try {
    const id = await history.createRun(newRun({ name: run.name, experiment: document }));
    await history.startRun(id, start, 0);
    await keepEpochs(history, id, evaluation);
    await history.recordEvaluation(id, evaluation);
    await history.endRun(id, completed);
    return { id, evaluation, places, taxonomy };
  } finally {
    await history.close();
  }
}

/** Three epochs that lead to the evaluation: more and more of its answers instead of class 0. */
async function keepEpochs(history: HistoryPort, id: string, evaluation: Evaluation): Promise<void> {
  const { labels, topClasses } = evaluation;
  const pictures = { half: 'test', places: Int32Array.from(labels, (_, place) => place), labels } as const;
  for (const epoch of [1, 2, 3]) {
    await history.recordPredictions(id, pictures, {
      epoch,
      classes: labels.map((_, image) => (image % 3 < epoch ? (topClasses[5 * image] ?? 0) : 0)),
      confidences: Uint8Array.from(labels, (_, image) => 50 + (image % 200)),
    });
  }
}

/** A picture whose colour tells its class, with some noise. */
function coloured(label: number, index: number): Buffer {
  const record = cifar100Record(label);
  for (let pixel = 0; pixel < 3072; pixel++) {
    const channel = Math.floor(pixel / 1024);
    record[2 + pixel] = (label * 29 + channel * 80 + ((pixel * 7 + index * 13) % 40)) % 256;
  }
  return record;
}

function drawn(
  labels: readonly number[],
  superclassOf: readonly number[],
  { skill, seed }: MadeRun,
): Evaluation {
  const stream = randomStream(seed, 'evaluation');
  const topClasses: number[] = [];
  const topProbabilities: number[] = [];
  for (const label of labels) {
    const siblings = superclassOf.flatMap((own, index) =>
      own === superclassOf[label] && index !== label ? [index] : [],
    );
    const isRight = stream.uniform() < skill;
    const other = stream.uniform() < 0.66 ? (siblings[stream.below(4)] ?? 0) : stream.below(100);
    const best = isRight ? label : other;
    const rest = [...new Set([label, ...siblings, 0, 1, 2])].filter((each) => each !== best);
    const sure = (isRight ? 0.4 : 0.25) + 0.55 * stream.uniform();
    topClasses.push(best, ...rest.slice(0, 4));
    topProbabilities.push(sure, ...[0.5, 0.25, 0.15, 0.08].map((share) => share * (1 - sure)));
  }
  const right = labels.filter((label, image) => topClasses[5 * image] === label).length;
  return {
    ...{ count: labels.length, topK: 5, loss: 1.5, accuracy: right / labels.length },
    superclassAccuracy: null,
    labels: Uint16Array.from(labels),
    topClasses: Uint16Array.from(topClasses),
    topProbabilities: Float32Array.from(topProbabilities),
  };
}
