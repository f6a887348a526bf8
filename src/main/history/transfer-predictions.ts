/** The predictions through a training in an exported run: typed arrays as base64 of their little-endian bytes. */
import type { Words } from '../../shared/contract/errors/entry.ts';
import type { TrainingPredictions } from '../../shared/contract/engine.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { fromBlob, toBlob } from './cells.ts';
import type { ExportedRun } from './transfer-schema.ts';

/** As the document has them. */
export function exportPredictions({ half, places, labels, epochs }: TrainingPredictions): unknown {
  return {
    half,
    count: labels.length,
    places: base64(places),
    labels: base64(labels),
    epochs: epochs.map(({ epoch, classes, confidences }) => ({
      epoch,
      classes: base64(classes),
      confidences: base64(confidences),
    })),
  };
}

/** As the history has them. @throws LabError `history.bad-import` for an array of another length. */
export function importPredictions(written: NonNullable<ExportedRun['predictions']>): TrainingPredictions {
  const { half, count, epochs } = written;
  const bytes = (path: string, text: string, expected: number): ArrayBuffer => {
    const blob = Buffer.from(text, 'base64');
    if (blob.length !== expected) throw wrongLength(`predictions.${path}`, blob.length, expected);
    return fromBlob(blob);
  };
  return {
    half,
    places: new Int32Array(bytes('places', written.places, 4 * count)),
    labels: new Uint16Array(bytes('labels', written.labels, 2 * count)),
    epochs: epochs.map(({ epoch, classes, confidences }, index) => ({
      epoch,
      classes: new Uint16Array(bytes(`epochs[${index}].classes`, classes, 2 * count)),
      confidences: new Uint8Array(bytes(`epochs[${index}].confidences`, confidences, count)),
    })),
  };
}

/** The typed array of a document has another length than the rest of it asks for. */
export function wrongLength(path: string, found: number, expected: number): LabError {
  return badPlace(path, {
    en: `expected a length of ${expected}, found ${found}`,
    ja: `長さは ${expected} のはずですが、${found} でした`,
  });
}

/** A document that does not hold what it should at a place. */
export function badPlace(path: string, words: Words): LabError {
  return new LabError('history.bad-import', { path, problem: words.en, problemJa: words.ja });
}

function base64(values: Parameters<typeof toBlob>[0]): string {
  return Buffer.from(toBlob(values)).toString('base64');
}
