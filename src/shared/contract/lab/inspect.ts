/** Commands of the lab about the look inside a trained net. */
import * as z from 'zod';
import type { Diagnosis } from '../diagnosis.ts';
import type { CheckpointRecord } from '../engine.ts';
import { inspectedPictureSchema, type InspectReport, weightsChoiceSchema } from '../inspect.ts';
import type { NearestPictures } from '../neighbours.ts';
import { type Command, type } from '../rpc.ts';

const id = z.string().min(1).max(100);

/** A net's look at one picture, with the checkpoint whose weights were used. */
export interface Inspection extends InspectReport {
  /** Null for the weights before training. */
  readonly checkpoint: CheckpointRecord | null;
}

/** What the window asks of a trained net. */
export const inspectCommands = {
  /**
   * The training pictures that a run's net finds most like a picture; takes seconds.
   * @throws LabError as of `inspect`, and `diagnosis.other-data`, `data.*`.
   */
  nearestPictures: {
    input: z.tuple([id, inspectedPictureSchema, weightsChoiceSchema]),
    output: type<NearestPictures>(),
  },
  /**
   * What is wrong with a run that has ended; takes seconds. While another run is being trained the answer comes between
   * its steps. @throws LabError `command.run-is-running`, `diagnosis.*`, `data.*`, `history.no-such-run`.
   */
  diagnose: { input: z.tuple([id]), output: type<Diagnosis>() },
  /**
   * Shows a picture to a run's net, with the weights of its end, its start or a checkpoint. The class is the one to explain; null for the most probable one. While a run is being trained the answer comes between two of its steps.
   * @throws LabError `inspect.*`, `engine.bad-checkpoint`, `history.no-such-run`.
   */
  inspect: {
    input: z.tuple([id, inspectedPictureSchema, z.int().min(0).nullable(), weightsChoiceSchema]),
    output: type<Inspection>(),
  },
} as const satisfies Record<string, Command>;
