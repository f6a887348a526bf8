/**
 * What a net said of the same pictures from epoch to epoch. The arrays are deflated, classes as their
 * difference from the true ones: the better a net, the less it takes; places take next to nothing.
 */
import { deflateSync, inflateSync } from 'node:zlib';
import type { EpochPredictions, TrainingPredictions, WatchedPictures } from '../../shared/contract/engine.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { fromBlob, toBlob } from './cells.ts';
import type { Database } from './sqlite.ts';

interface PicturesRow {
  readonly half: WatchedPictures['half'];
  readonly places: Uint8Array;
  readonly labels: Uint8Array;
}

interface EpochRow {
  readonly epoch: number;
  readonly classes: Uint8Array;
  readonly confidences: Uint8Array;
}

/**
 * Keeps what the net said at the end of an epoch, in place of what it said when the epoch was done before. The pictures
 * are those of the run's first kept epoch.
 * @throws LabError `history.bad-evaluation` when the arrays do not fit together
 */
export function recordPredictions(
  db: Database,
  run: number,
  pictures: WatchedPictures,
  { epoch, classes, confidences }: EpochPredictions,
): void {
  const expected = pictures.labels.length;
  for (const [field, values] of Object.entries({ places: pictures.places, classes, confidences }))
    if (values.length !== expected)
      throw new LabError('history.bad-evaluation', { field, found: values.length, expected });
  db.prepare<[number, string, Uint8Array, Uint8Array]>(
    'INSERT OR IGNORE INTO watched_pictures (run, half, places, labels) VALUES (?, ?, ?, ?)',
  ).run(run, pictures.half, packed(steps(pictures.places)), packed(pictures.labels));
  db.prepare<[number, number, Uint8Array, Uint8Array]>(
    'INSERT OR REPLACE INTO epoch_predictions (run, epoch, classes, confidences) VALUES (?, ?, ?, ?)',
  ).run(run, epoch, packed(against(pictures.labels, classes)), packed(confidences));
}

/** What a run said through its training; null where nothing was kept. */
export function readPredictions(db: Database, run: number): TrainingPredictions | null {
  const pictures = db
    .prepare<[number], PicturesRow>('SELECT half, places, labels FROM watched_pictures WHERE run = ?')
    .get(run);
  const epochs = db
    .prepare<[number], EpochRow>(
      'SELECT epoch, classes, confidences FROM epoch_predictions WHERE run = ? ORDER BY epoch',
    )
    .all(run);
  if (pictures === undefined || epochs.length === 0) return null;
  const labels = new Uint16Array(unpacked(pictures.labels));
  return {
    half: pictures.half,
    places: sums(new Int32Array(unpacked(pictures.places))),
    labels,
    epochs: epochs.map(({ epoch, classes, confidences }) => ({
      epoch,
      classes: against(labels, new Uint16Array(unpacked(classes))),
      confidences: new Uint8Array(unpacked(confidences)),
    })),
  };
}

/** Drops what was said after the last epoch that is left: those epochs are done again. To be called after `cutEpochs`. */
export function cutPredictions(db: Database, run: number): void {
  db.prepare<[number, number]>(
    `DELETE FROM epoch_predictions
     WHERE run = ? AND epoch > (SELECT coalesce(max(epoch), 0) FROM epoch WHERE run = ?)`,
  ).run(run, run);
}

/** Zero where the class is the true one; done twice it is the class again. */
function against(labels: Uint16Array, classes: Uint16Array): Uint16Array {
  return classes.map((predicted, image) => predicted ^ (labels[image] ?? 0));
}

/** Rising places as their distances, which are nearly all equal. */
function steps(places: Int32Array): Int32Array {
  return places.map((place, index) => place - (places[index - 1] ?? 0));
}

function sums(distances: Int32Array): Int32Array {
  let place = 0;
  return distances.map((distance) => (place += distance));
}

function packed(values: Parameters<typeof toBlob>[0]): Uint8Array {
  return deflateSync(toBlob(values));
}

function unpacked(blob: Uint8Array): ArrayBuffer {
  return fromBlob(inflateSync(blob));
}
