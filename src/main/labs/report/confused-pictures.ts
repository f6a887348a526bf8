import { pngOf } from '../../export/png.ts';
import { cellPictures, type ConfusedLabels } from '../errors-report.ts';
import { errorReports } from './figures.ts';
import type { ReportedRun } from './report-source.ts';

/** A kind of error with pictures of it. */
export interface ConfusedPictures extends ConfusedLabels {
  readonly pictures: readonly { readonly name: string; readonly png: Buffer; readonly confidence: number }[];
}

const mostPairs = 8;
const mostPictures = 6;

/** Side of a shown picture in pixels, about. */
const shownSide = 64;

/** The classes that a run takes for each other most often, with the pictures of which it was surest. */
export function confusedPictures(reported: ReportedRun, place: number): readonly ConfusedPictures[] {
  const { evaluation, taxonomy, dataset, run } = reported;
  const [classes] = errorReports(reported);
  if (classes === undefined || evaluation === null || taxonomy === null || dataset === null) return [];
  const predictions = { evaluation, taxonomy, dataset: run.dataset };
  const { width, height } = dataset.info;
  const channels = dataset.info.channels === 3 ? 3 : 1;
  const pixelsEach = width * height * channels;
  const scale = Math.max(1, Math.round(shownSide / Math.max(width, height)));
  return classes.mostConfused.slice(0, mostPairs).map((pair, row) => {
    const cell = { true: pair.true, predicted: pair.predicted };
    const pictures = cellPictures(predictions, 'class', cell).slice(0, mostPictures);
    return {
      ...pair,
      pictures: pictures.map(({ index, confidence }, column) => {
        const pixels = dataset.test.images.subarray(index * pixelsEach, (index + 1) * pixelsEach);
        const png = pngOf({ width, height, channels, pixels }, scale);
        return { name: `pair-${place}-${row + 1}-${column + 1}.png`, png, confidence };
      }),
    };
  });
}
