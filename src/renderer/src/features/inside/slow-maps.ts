/**
 * Maps that need many looks: SmoothGrad (Smilkov et al. 2017, “SmoothGrad: removing noise by adding noise”) and the
 * occlusion map (Zeiler and Fergus 2014, “Visualizing and understanding convolutional networks”, section 4.2).
 */
import type { InspectedPicture, InspectReport } from '../../../../shared/contract/inspect.ts';
import { randomStream } from '../../../../shared/random.ts';
import { changedPicture, noChange } from './changed-picture.ts';

/** Which map. */
export type SlowKind = 'smooth' | 'occlusion';

/** Numbers over a picture, row by row. */
export interface SlowMapValues {
  readonly values: Float32Array;
  readonly height: number;
  readonly width: number;
}

/** Noisy copies of one picture, and their noise as a share of the range of its values (the paper: 10 to 20 %). */
const noisyCopies = 25;
const noiseShare = 0.15;

/** Places of the cover along each side. */
const coversPerSide = 10;

/** The pictures that have to be looked at. Noise stops at black and white, for a picture is bytes. */
export function slowPictures(kind: SlowKind, picture: InspectedPicture): readonly InspectedPicture[] {
  return kind === 'smooth' ? noisy(picture) : covered(picture);
}

/**
 * SmoothGrad is the mean of the saliencies of the noisy copies; the occlusion map is how much of the class's
 * probability is lost with the cover at a place, 0 where it gains.
 *
 * @param original - The look at the picture itself; its class is the one that is explained.
 * @param looks - In the order of {@link slowPictures}.
 */
export function slowMap(
  kind: SlowKind,
  picture: InspectedPicture,
  original: InspectReport,
  looks: readonly InspectReport[],
): SlowMapValues {
  if (kind === 'smooth') {
    const { height, width } = picture;
    const values = original.reasons.saliency.map((_, pixel) => {
      const sum = looks.reduce((total, { reasons }) => total + (reasons.saliency[pixel] ?? 0), 0);
      return sum / looks.length;
    });
    return { values, height, width };
  }
  const { classIndex } = original.reasons;
  const before = original.probabilities[classIndex] ?? 0;
  const [height, width] = [sideOf(picture.height), sideOf(picture.width)];
  const lost = looks.map(({ probabilities }) => Math.max(0, before - (probabilities[classIndex] ?? 0)));
  return { values: Float32Array.from(lost), height, width };
}

function noisy(picture: InspectedPicture): readonly InspectedPicture[] {
  const stream = randomStream(0, 'inside/smooth-grad');
  const range =
    picture.pixels.reduce((most, value) => Math.max(most, value), 0) -
    picture.pixels.reduce((least, value) => Math.min(least, value), 255);
  const deviation = noiseShare * range;
  return Array.from({ length: noisyCopies }, () => {
    const pixels = picture.pixels.map((value) =>
      Math.max(0, Math.min(255, Math.round(value + deviation * stream.normal()))),
    );
    return { ...picture, pixels };
  });
}

function covered(picture: InspectedPicture): readonly InspectedPicture[] {
  const [rows, columns] = [sideOf(picture.height), sideOf(picture.width)];
  return Array.from({ length: rows * columns }, (_, at) => {
    const row = Math.floor(((Math.floor(at / columns) + 0.5) * picture.height) / rows);
    const column = Math.floor((((at % columns) + 0.5) * picture.width) / columns);
    return changedPicture(picture, { ...noChange, cover: { row, column } });
  });
}

function sideOf(length: number): number {
  return Math.min(coversPerSide, length);
}
