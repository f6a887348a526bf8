/**
 * The fast mode: convolutions and dense layers in bfloat16, where the processor has instructions for it and a probe of
 * a few steps says that it pays. Weights, last layer, loss and optimizer stay float32, and so does every evaluation.
 */
import type { DeviceReport, FastMode } from '../../shared/contract/engine.ts';
import { type ComputeType, computeTypes } from '../../shared/contract/graph-form.ts';
import type { Experiment } from '../../shared/spec/experiment.ts';
import type { TrainingSession } from './session.ts';

/** Instruction sets that multiply bfloat16. */
const fastFeatures = ['avx512_bf16', 'amx_bf16'];

/** Timed steps of each type; one more of each comes before them, in which TensorFlow makes its plans. */
const probeRounds = 5;

/** Share of the float32 time that must at least be won. */
const leastGain = 0.05;

/** Whether an experiment asks for the fast mode. */
export function wantsFastMode({ dtype_policy }: Experiment): boolean {
  return dtype_policy === 'mixed_bfloat16';
}

/**
 * The types for which the steps of a run are built: both where a probe has to decide.
 * @param before - The type of a run that is gone on with or repeated.
 */
export function computesOf(
  experiment: Experiment,
  device: DeviceReport,
  before: ComputeType | undefined,
): readonly ComputeType[] {
  if (!wantsFastMode(experiment)) return ['float32'];
  if (before !== undefined) return [before];
  return multipliesBfloat16(device) ? computeTypes : ['float32'];
}

/** What {@link chooseCompute} knows. */
export interface FastModeFacts {
  /** Types for which the session's steps are built. */
  readonly computes: readonly ComputeType[];
  readonly device: DeviceReport;
  /** The type of a run that is gone on with or repeated. */
  readonly before: ComputeType | undefined;
}

/** Decides in which type a session computes, and says why. Its state is initialised afterwards. */
export function chooseCompute(session: TrainingSession, facts: FastModeFacts): FastMode {
  const { computes, device, before } = facts;
  if (computes.length < computeTypes.length) {
    const reason = before === undefined ? 'processor' : 'as-before';
    return { isUsed: session.compute === 'bfloat16', reason, float32Ms: null, bfloat16Ms: null };
  }
  const { float32, bfloat16 } = probe(session, device);
  const isUsed = bfloat16 <= float32 * (1 - leastGain);
  session.use(isUsed ? 'bfloat16' : 'float32');
  return { isUsed, reason: isUsed ? 'faster' : 'slower', float32Ms: float32, bfloat16Ms: bfloat16 };
}

/** Milliseconds of a step of each type, in turns: the shortest, which other programs disturb least. */
function probe(session: TrainingSession, device: DeviceReport): Record<ComputeType, number> {
  const times: Record<ComputeType, number[]> = { float32: [], bfloat16: [] };
  session.initialize();
  session.beginEpoch(0, 0);
  for (let round = 0; round <= probeRounds; round++) {
    for (const type of computeTypes) {
      const timeMs = timed(() => session.tryStep(type), device);
      if (round > 0) times[type].push(timeMs);
    }
  }
  return { float32: Math.min(...times.float32), bfloat16: Math.min(...times.bfloat16) };
}

/** Milliseconds; on a CPU those that its threads were at work, since programs beside it make the clock's worth little. */
function timed(work: () => void, { kind, threads }: DeviceReport): number {
  const begunMs = performance.now();
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return kind === 'gpu' ? performance.now() - begunMs : (user + system) / 1000 / threads;
}

function multipliesBfloat16({ kind, cpuFeatures }: DeviceReport): boolean {
  return kind === 'gpu' || fastFeatures.some((feature) => cpuFeatures.includes(feature));
}
