/**
 * Checkpoint files: everything that a run needs to go on, in one file that is either complete or not there.
 *
 * Layout: the 8 bytes `TATAMI01`, the header's length (uint32, little-endian), the header (JSON), then the tensors
 * one after the other. Writing follows the crash-safe order: temporary file in the same folder, fsync, rename,
 * fsync of the folder.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fsyncSync,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { LabError } from '../../shared/contract/errors.ts';
import type { CallbacksProgress } from './callbacks/run-callbacks.ts';
import type { TensorValue } from './native/graph.ts';

const magic = 'TATAMI01';
const largestHeader = 16 * 1024 * 1024;
const largestFile = 8 * 1024 ** 3;

/** Where in its work a run stands. */
export interface Progress {
  /** Finished epochs. */
  readonly epoch: number;
  /** Steps done in the epoch that follows. */
  readonly stepInEpoch: number;
  /** Steps since the start of the run. */
  readonly iteration: number;
  /** Sums over the images of the unfinished epoch. */
  readonly lossSum: number;
  readonly right: number;
  readonly images: number;
  /** Sums of the further metrics, in the experiment's order. */
  readonly metricSums: readonly number[];
}

/** A checkpoint in memory. */
export interface Checkpoint {
  readonly progress: Progress;
  /** Identifies the experiment and its data: a checkpoint serves no other run. */
  readonly fingerprint: string;
  /** Where the callbacks stand; absent for an experiment without any. */
  readonly callbacks?: CallbacksProgress | undefined;
  /** State variables by name, and the weights that callbacks keep. */
  readonly state: ReadonlyMap<string, TensorValue>;
}

const count = z.int().min(0);

/** A number; JSON has no NaN and no infinities, so they stand as words. */
const anyNumber = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)]);

const callbacksSchema = z.strictObject({
  states: z.array(
    z.strictObject({
      wait: count,
      best: anyNumber.nullable(),
      bestEpoch: count.nullable(),
      cooldown: count,
    }),
  ),
  learningRate: z.number().nullable(),
  stoppedEarly: z
    .strictObject({
      epoch: count,
      monitor: z.string(),
      best: anyNumber.nullable(),
      bestEpoch: count.nullable(),
    })
    .nullable(),
  isConcluded: z.boolean(),
  restoredEpoch: count.nullable(),
});

const headerSchema = z.strictObject({
  fingerprint: z.string().max(128),
  callbacks: callbacksSchema.optional(),
  progress: z.strictObject({
    epoch: count,
    stepInEpoch: count,
    iteration: count,
    lossSum: z.number(),
    right: count,
    images: count,
    /** Absent in files of a Tatami that had no further metrics. */
    metricSums: z.array(anyNumber).default([]),
  }),
  tensors: z.array(
    z.strictObject({
      name: z.string().max(500),
      type: z.enum(['float32', 'int32']),
      shape: z.array(count).max(8),
    }),
  ),
});

/** Writes a checkpoint; answers its size and SHA-256. */
export function writeCheckpoint(
  folder: string,
  file: string,
  checkpoint: Checkpoint,
): { sizeBytes: number; sha256: string } {
  const chunks = encode(checkpoint);
  const hash = createHash('sha256');
  const temporary = join(folder, `.${file}.${process.pid}.tmp`);
  const handle = openSync(temporary, 'w');
  try {
    for (const chunk of chunks) {
      hash.update(chunk);
      for (let written = 0; written < chunk.length;) written += writeSync(handle, chunk, written);
    }
    fsyncSync(handle);
  } catch (error) {
    closeSync(handle);
    rmSync(temporary, { force: true });
    throw error;
  }
  closeSync(handle);
  renameSync(temporary, join(folder, file));
  syncFolder(folder);
  return { sizeBytes: chunks.reduce((sum, chunk) => sum + chunk.length, 0), sha256: hash.digest('hex') };
}

/**
 * Reads a checkpoint.
 * @param fingerprint What it must belong to, or null for any.
 * @throws LabError `engine.bad-checkpoint` when the file is missing, damaged, or belongs to another experiment.
 */
export function readCheckpoint(path: string, fingerprint: string | null): Checkpoint {
  const refuse = (problem: string, cause?: unknown): never => {
    throw new LabError('engine.bad-checkpoint', { path, problem }, cause);
  };
  const bytes = readBytes(path, refuse);
  if (bytes.length < 12 || bytes.toString('latin1', 0, 8) !== magic) return refuse('not a Tatami checkpoint');
  const headerLength = bytes.readUInt32LE(8);
  if (headerLength > largestHeader || 12 + headerLength > bytes.length)
    return refuse('cut off in its header');
  const header = parseHeader(bytes.toString('utf8', 12, 12 + headerLength), refuse);
  if (fingerprint !== null && header.fingerprint !== fingerprint)
    return refuse('written by another experiment or data set');
  const state = new Map<string, TensorValue>();
  let offset = 12 + headerLength;
  for (const { name, type, shape } of header.tensors) {
    const length = 4 * shape.reduce((product, size) => product * size, 1);
    if (offset + length > bytes.length) return refuse('cut off in its numbers');
    const copy = Uint8Array.from(bytes.subarray(offset, offset + length)).buffer;
    state.set(name, {
      type,
      shape,
      data: type === 'float32' ? new Float32Array(copy) : new Int32Array(copy),
    });
    offset += length;
  }
  if (offset !== bytes.length) return refuse(`${bytes.length - offset} bytes too long`);
  return { progress: header.progress, fingerprint: header.fingerprint, callbacks: header.callbacks, state };
}

type Refuse = (problem: string, cause?: unknown) => never;

function readBytes(path: string, refuse: Refuse): Buffer {
  try {
    const handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const { size } = fstatSync(handle);
      if (!fstatSync(handle).isFile() || size > largestFile)
        return refuse(`not a file of at most ${largestFile} bytes`);
      return readFileSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (cause) {
    if (cause instanceof LabError) throw cause;
    return refuse(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function parseHeader(text: string, refuse: Refuse): z.output<typeof headerSchema> {
  try {
    return headerSchema.parse(JSON.parse(text));
  } catch (cause) {
    return refuse('its header is damaged', cause);
  }
}

function encode({ progress, fingerprint, callbacks, state }: Checkpoint): Uint8Array[] {
  const tensors = [...state].map(([name, { type, shape }]) => ({ name, type, shape }));
  const header = Buffer.from(JSON.stringify({ fingerprint, callbacks, progress, tensors }, numberAsWord));
  const start = Buffer.alloc(12);
  start.write(magic, 'latin1');
  start.writeUInt32LE(header.length, 8);
  const numbers = [...state.values()].map(
    ({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  );
  return [start, header, ...numbers];
}

function numberAsWord(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** Makes a rename durable. Windows has no such call and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
