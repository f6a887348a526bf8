/** The band between training and validation as it is drawn: two lines over the epochs, means over the seeds. */
import type { EpochRecord } from '../../../../../shared/contract/engine.ts';
import { gapSpreads } from '../../../../../shared/metrics/generalization-gap.ts';
import { type Spread, spreadOf } from '../../../../../shared/metrics/paired.ts';

/** Both accuracies after an epoch, 0 to 1. */
export interface GapPoint {
  readonly epoch: number;
  readonly train: number;
  readonly validation: number;
}

/** What a racer's gap came to. */
export interface Gap {
  readonly points: readonly GapPoint[];
  /** Training minus validation accuracy after the last epoch; null without validation. */
  readonly last: Spread | null;
}

/** The gap of runs that differ in their seed; epochs without validation are left out. */
export function gapOfRuns(runs: readonly (readonly EpochRecord[])[]): Gap {
  const spreads = gapSpreads(runs).filter(({ accuracy }) => accuracy !== null);
  const points = spreads.flatMap(({ epoch }) => {
    const records = runs.flatMap((run) => run.find((record) => record.epoch === epoch) ?? []);
    const train = spreadOf(records.map(({ accuracy }) => accuracy));
    const validation = spreadOf(records.flatMap(({ val_accuracy }) => val_accuracy ?? []));
    return train === null || validation === null
      ? []
      : [{ epoch, train: train.mean, validation: validation.mean }];
  });
  return { points, last: spreads.at(-1)?.accuracy ?? null };
}

/** The place of a drawing. */
export interface GapFrame {
  readonly width: number;
  readonly height: number;
  readonly epochs: number;
  /** Lowest and highest accuracy. */
  readonly range: readonly [number, number];
}

/** The paths of both lines and of the band between them. */
export interface GapPaths {
  readonly train: string;
  readonly validation: string;
  readonly band: string;
}

/** Paths for SVG. */
export function gapPaths(points: readonly GapPoint[], frame: GapFrame): GapPaths {
  const { width, height, epochs, range } = frame;
  const x = (epoch: number): number => (epochs < 2 ? width / 2 : ((epoch - 1) / (epochs - 1)) * width);
  const y = (share: number): number => height - ((share - range[0]) / (range[1] - range[0])) * height;
  const at = (key: 'train' | 'validation') => (point: GapPoint) =>
    `${x(point.epoch).toFixed(1)} ${y(point[key]).toFixed(1)}`;
  const line = (places: readonly string[]): string => (places.length === 0 ? '' : `M${places.join('L')}`);
  const [train, validation] = [points.map(at('train')), points.map(at('validation'))];
  return {
    train: line(train),
    validation: line(validation),
    band: points.length === 0 ? '' : `${line([...train, ...validation.toReversed()])}Z`,
  };
}

/** A range that holds all points of all racers, in steps of 5 points, so that the drawings can be compared. */
export function commonRange(gaps: readonly Gap[]): readonly [number, number] {
  const shares = gaps.flatMap(({ points }) => points.flatMap(({ train, validation }) => [train, validation]));
  if (shares.length === 0) return [0, 1];
  const low = Math.floor(Math.min(...shares) * 20) / 20;
  const high = Math.ceil(Math.max(...shares) * 20) / 20;
  return low === high ? [Math.max(0, low - 0.05), Math.min(1, high + 0.05)] : [low, high];
}
