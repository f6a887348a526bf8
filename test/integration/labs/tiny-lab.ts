/** The use cases with their real parts, an engine in a process of its own and a history file, on a tiny data set. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHistory } from '../../../src/main/history/open.ts';
import type { LabPorts } from '../../../src/main/labs/ports.ts';
import { EngineHost } from '../../../src/main/processes/engine-host.ts';
import { type Comparison, parseComparison } from '../../../src/shared/spec/comparison.ts';
import { tinyExperiment } from '../../fixtures/experiments.ts';

/** Everything a use case works with. */
export interface TinyLab {
  readonly ports: LabPorts;
  /** Kills the engine's process, as the system does when memory runs out. */
  killEngine(): void;
  close(): Promise<void>;
}

/** Opens a lab in a folder of its own. */
export function openTinyLab(): TinyLab {
  const home = mkdtempSync(join(tmpdir(), 'tatami-lab-'));
  const serviceFile = join(import.meta.dirname, '../engine/eager-engine.ts');
  const engine = new EngineHost({ logFile: join(home, 'engine.log'), serviceFile });
  const history = openHistory(join(home, 'history.db'));
  return {
    ports: { engine, history, dataFolder: home, checkpointRoot: join(home, 'checkpoints') },
    killEngine: () => void process.kill(engine.processId ?? NaN, 'SIGKILL'),
    async close() {
      await engine.close();
      await history.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A comparison of the small CNN: 20 steps an epoch, 2 epochs unless its base says otherwise. */
export function tinyComparison(
  variants: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  { base = {}, seeds = [7] }: { base?: Readonly<Record<string, unknown>>; seeds?: readonly number[] } = {},
): Comparison {
  return parseComparison({
    tatami: 'comparison',
    version: 1,
    name: 'tiny race',
    base: tinyExperiment(base),
    variants: Object.entries(variants).map(([name, set]) => ({ name, set })),
    seeds,
  });
}
