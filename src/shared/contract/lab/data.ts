/** Commands of the lab about data sets and their pictures. */
import * as z from 'zod';
import type { DatasetInfo, DatasetListing } from '../data.ts';
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

/** Data sets as the window sees them. */
export const dataCommands = {
  datasets: { input: z.tuple([]), output: type<readonly DatasetListing[]>() },
  /** Opens a set (a generated one is made on first use). @throws LabError `data.*`. */
  dataset: { input: z.tuple([datasetId]), output: type<DatasetInfo>() },
  /** Pictures by their place in a half. @throws LabError `data.*`. */
  pictures: {
    input: z.tuple([
      datasetId,
      z.enum(['train', 'test']),
      z.array(z.int().min(0).max(10_000_000)).max(mostPictures),
    ]),
    output: type<Pictures>(),
  },
  /** Reads a set completely and compares it with the hash that was stored with it. */
  checkDataset: {
    input: z.tuple([datasetId]),
    output: type<{ readonly info: DatasetInfo; readonly isIntact: boolean }>(),
  },
  removeDataset: { input: z.tuple([datasetId]), output: type<undefined>() },
} as const satisfies Record<string, Command>;
