import type { LabContract } from '../../../shared/contract/lab.ts';
import type { EventValue } from '../../../shared/contract/rpc.ts';
import type { EnginePort } from '../../../shared/contract/engine.ts';
import type { TwinPorts } from '../export-twin.ts';
import type { LabPorts } from '../ports.ts';

/** Sends an event of the lab to the window. */
export type Emit = <Name extends keyof LabContract['events']>(
  event: Name,
  value: EventValue<LabContract, Name>,
) => void;

/** What the service works with. */
export interface ServicePorts extends LabPorts {
  /** Version of Tatami. */
  readonly appVersion: string;
  /** What a finished run did; needs no TensorFlow. */
  readonly replay: TwinPorts['replay'];
  /** The engine with a number of threads, for runs that were trained with it before. */
  readonly engineWith: (threads: number) => EnginePort;
  /** Folder of the ready-made labs. */
  readonly labsFolder: string;
  readonly emit: Emit;
}
