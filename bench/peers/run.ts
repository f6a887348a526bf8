/** A whole run: everyone against everyone in each cell, the page on standard output, and on wish the record. */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { makeCells, type Cell } from './cells.ts';
import { contest, type CellScores } from './contest.ts';
import { assemble, type Field, type Variant } from './field.ts';
import { addToHistory, keepReport } from './record.ts';
import { reportPage, type Report } from './report.ts';

/** What to run. */
export interface PeersOptions {
  readonly rounds: number;
  readonly steps: number;
  /** Names of cells; all of them where absent. */
  readonly cells: readonly string[] | undefined;
  readonly without: readonly Variant[];
  /** After these no further cell begins. */
  readonly minutes: number;
  /** Whether the results go into the repository. */
  readonly isKept: boolean;
}

/** Runs the contest and prints its page. */
export async function runPeers(options: PeersOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tatami-peers-'));
  try {
    const cells = chosen(await makeCells(folder), options.cells);
    const before = loadavg()[0] as number;
    await using field = await assemble(options.without);
    const scores = await scoreCells(cells, field, options);
    const load = { before, after: loadavg()[0] as number };
    const { rounds, steps } = options;
    const report: Report = { ...circumstancesOf(field), load, rounds, steps, cells: scores };
    console.log(reportPage(report));
    if (!options.isKept) return;
    await keepReport(report);
    await addToHistory(report);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function chosen(cells: readonly Cell[], names: PeersOptions['cells']): readonly Cell[] {
  const unknown = names?.find((wanted) => !cells.some(({ name }) => name === wanted));
  if (unknown === undefined) return cells.filter(({ name }) => names?.includes(name) ?? true);
  throw new RangeError(`there is no “${unknown}”; there are ${cells.map(({ name }) => name).join(', ')}`);
}

async function scoreCells(
  cells: readonly Cell[],
  field: Field,
  options: PeersOptions,
): Promise<Record<string, CellScores>> {
  const scores: Record<string, CellScores> = {};
  const absent = Object.fromEntries(
    Object.entries(field.missing).map(([variant, missing]) => [variant, { missing }]),
  );
  const end = performance.now() + 60_000 * options.minutes;
  for (const cell of cells) {
    if (performance.now() > end) break;
    const begun = performance.now();
    scores[cell.name] = { ...absent, ...(await contest(cell, field.entrants, options)) };
    process.stderr.write(`${cell.name}: ${((performance.now() - begun) / 1000).toFixed(0)} s\n`);
  }
  return scores;
}

function circumstancesOf({ versions, threads, cpuFeatures }: Field) {
  const machine = {
    cpu: cpus()[0]?.model.trim() ?? process.arch,
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()}`,
    cpuFeatures,
  };
  return { date: new Date().toISOString().slice(0, 16), machine, versions, threads };
}
