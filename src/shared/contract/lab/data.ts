/** Commands of the lab about data sets and their pictures. */
import * as z from 'zod';
import {
  type DatasetInfo,
  type DatasetListing,
  type DatasetStatistics,
  type Grouping,
  groupingSchema,
} from '../data.ts';
import { type Command, type } from '../rpc.ts';

const datasetId = z.string().min(1).max(64);

/** Most pictures that one answer carries. */
export const mostPictures = 500;

/** Pictures of one half of a data set, as they are stored. */
export interface Pictures {
  readonly height: number;
  readonly width: number;
  /** 1 (grey) or 3 (RGB). */
  readonly channels: number;
  /** Places in the half, from 0. */
  readonly indices: Int32Array;
  /** Class of each picture. */
  readonly labels: Int32Array;
  /** `indices.length * height * width * channels` bytes, NHWC. */
  readonly images: Uint8Array;
}

/** The names in a set. */
export type DatasetNames = Pick<DatasetInfo, 'id' | 'title' | 'taxonomy'>;

/** The ways to group the classes of a set. */
export interface Groupings {
  /** With which the set came. */
  readonly original: Grouping | null;
  /** The user's own, which counts where it is there. */
  readonly own: Grouping | null;
}

/** Data sets as the window sees them. */
export const dataCommands = {
  datasets: { input: z.tuple([]), output: type<readonly DatasetListing[]>() },
  /**
   * Opens a set; a generated one is made on first use, with `datasetProgress` events.
   * @throws LabError `data.*`.
   */
  dataset: { input: z.tuple([datasetId]), output: type<DatasetInfo>() },
  /** What a set is called, and its classes, without opening it. @throws LabError `data.*` for a set that is not there. */
  datasetNames: { input: z.tuple([datasetId]), output: type<DatasetNames>() },
  /** Pictures by their place in a half. @throws LabError `data.no-such-picture`, and those of `dataset`. */
  pictures: {
    input: z.tuple([
      datasetId,
      z.enum(['train', 'test']),
      z.array(z.int().min(0).max(10_000_000)).max(mostPictures),
    ]),
    output: type<Pictures>(),
  },
  /**
   * Places in the whole test half of the pictures that a run was evaluated on, in the order of its evaluation: a run
   * may test on a part of the set.
   * @throws LabError `data.other-pictures` where the set's classes there are not those of the evaluation,
   * `command.no-evaluation`, and those of `dataset`.
   */
  testIndices: { input: z.tuple([z.string().min(1).max(100)]), output: type<Int32Array>() },
  /**
   * The same of the pictures that a run was watched on through its training, in their half.
   * @throws LabError as of `testIndices`, `command.no-epochs-kept`.
   */
  watchedIndices: { input: z.tuple([z.string().min(1).max(100)]), output: type<Int32Array>() },
  /** The class of every picture of a half, in its order. @throws LabError as of `dataset`. */
  labels: { input: z.tuple([datasetId, z.enum(['train', 'test'])]), output: type<Int32Array>() },
  /** Reads a set completely and compares it with the hash that was stored with it. */
  checkDataset: {
    input: z.tuple([datasetId]),
    output: type<{ readonly info: DatasetInfo; readonly isIntact: boolean }>(),
  },
  /** How many pictures each class has, and what they look like on average. */
  datasetStatistics: { input: z.tuple([datasetId]), output: type<DatasetStatistics>() },
  /** The superclasses that a set came with, and the user's own; null where there are none. */
  groupings: { input: z.tuple([datasetId]), output: type<Groupings>() },
  /**
   * Gives a set the user's own superclasses, or with null those that it came with. They count from now on, wherever
   * superclasses do; a run keeps the superclass accuracy with which it was evaluated.
   * @throws LabError `data.grouping-*` unless every class is in exactly one group.
   */
  saveGrouping: { input: z.tuple([datasetId, groupingSchema.nullable()]), output: type<undefined>() },
  /** Deletes an imported set, or the files of a generated one. @throws LabError `data.*`. */
  removeDataset: { input: z.tuple([datasetId]), output: type<undefined>() },
} as const satisfies Record<string, Command>;
