import { afterAll, describe, expect, it } from 'vitest';
import {
  compareExperiments,
  type ComparisonWatch,
  continueComparison,
} from '../../../src/main/labs/compare.ts';
import { comparisonReport } from '../../../src/main/labs/comparison-report.ts';
import type { ComparisonReport } from '../../../src/shared/contract/comparison-report.ts';
import { findEntry } from '../../../src/main/labs/history-entry.ts';
import type { LabErrorData } from '../../../src/shared/contract/errors.ts';
import type { RunDetail } from '../../../src/shared/contract/history.ts';
import { openTinyLab, tinyComparison } from './tiny-lab.ts';

const lab = openTinyLab();
const { ports } = lab;
const { history } = ports;
afterAll(() => lab.close());

const patient: ComparisonWatch = { signal: new AbortController().signal };
const rates = { low: { 'layers.dropout.rate': 0.25 }, high: { 'layers.dropout.rate': 0.5 } };
const many = { epochs: 400 };

const statusesOf = (report: ComparisonReport): readonly string[] =>
  report.runs.map(({ variant, run }) => `${variant} ${run.status}`);

/** What must be the same of a run, however often it was cut short. */
const resultOf = ({ run }: { run: RunDetail }) => ({
  status: run.status,
  weights: run.end?.finalWeightsSha256,
  test: run.test,
  losses: run.epochRecords.map(({ loss }) => loss),
});

describe('a comparison of two dropout rates', () => {
  it('shares initial weights, batches and the stream of masks, and differs in exactly the rate', async () => {
    const report = await compareExperiments(ports, tinyComparison(rates), patient);
    expect(report.differs).toEqual([{ path: 'model.layers[3].config.rate', values: [0.25, 0.5] }]);
    expect(report.start.bySeed).toEqual([{ seed: 7, hashes: [report.start.initialWeightsSha256] }]);
    const [start] = report.equalStart;
    expect(start?.batchOrder).toMatchObject({ isEqual: true, values: [{ variants: ['low', 'high'] }] });
    expect(start?.maskStreams).toMatchObject([
      { name: 'draws/dropout', isEqual: true, values: [{ variants: ['low', 'high'] }] },
    ]);
    expect(start?.isEqual).toBe(true);
    expect(new Set(report.runs.map(({ run }) => run.end?.finalWeightsSha256)).size).toBe(2);
    expect(report).toMatchObject({ isComplete: true, unfinished: [] });
  });
});

describe('a racer that does not come to its end', () => {
  it('ends only itself: diverged, refused by the engine, its process killed', async () => {
    const failures: (LabErrorData | null)[] = [];
    let variant = '';
    const comparison = tinyComparison({
      diverges: { 'preprocessing.scale': 1e37 },
      refused: { 'layers.dense.units': 5 },
      killed: {},
      whole: {},
    });
    const report = await compareExperiments(ports, comparison, {
      ...patient,
      onPlanned: (planned) => (variant = planned.variant),
      onEvent: ({ type }) => {
        if (type === 'epoch' && variant === 'killed') lab.killEngine();
      },
      onEnded: (_, failure) => failures.push(failure),
    });
    expect(statusesOf(report)).toEqual([
      'diverges diverged',
      'refused failed',
      'killed interrupted',
      'whole completed',
    ]);
    expect(failures.map((failure) => failure?.code)).toEqual([
      undefined,
      'engine.data-mismatch',
      'engine.died',
      undefined,
    ]);
    expect(report.isComplete).toBe(false);
    expect(report.unfinished).toMatchObject([
      { variant: 'refused', status: 'failed', failure: expect.stringContaining('4 classes') as string },
      { variant: 'killed', status: 'interrupted', failure: expect.stringContaining('SIGKILL') as string },
    ]);
    const again = await continueComparison(ports, report.comparison, patient);
    const [, refused, killed, whole] = again.runs;
    expect(refused?.run.status).toBe('failed');
    expect(killed && resultOf(killed)).toEqual(whole && resultOf(whole));
    expect(again.runs.map(({ run }) => run.id)).toEqual(report.runs.map(({ run }) => run.id));
  });

  it('is only skipped where it alone is stopped', async () => {
    const comparison = tinyComparison({ long: many, short: {} });
    let skipped = '';
    const report = await compareExperiments(ports, comparison, {
      ...patient,
      onRun: (id) => (skipped ||= id),
      onEvent: ({ type, runId }) => {
        if (type === 'epoch' && runId === skipped) void ports.engine.stop(runId);
      },
    });
    expect(statusesOf(report)).toEqual(['long stopped', 'short completed']);
    expect(report.unfinished).toMatchObject([{ variant: 'long', status: 'stopped', failure: null }]);
  });
});

describe('a comparison that was stopped', () => {
  it('goes on: keeps what is complete, resumes what was cut short, trains what is missing, to the same bits', async () => {
    const comparison = tinyComparison({ ...rates, off: { 'layers.dropout.rate': 0 } }, { seeds: [7, 8] });
    const whole = await compareExperiments(ports, comparison, patient);
    const stopping = new AbortController();
    let begun = 0;
    const stopped = await compareExperiments(ports, comparison, {
      signal: stopping.signal,
      onRun: () => (begun += 1),
      onEvent: ({ type }) => {
        if (type === 'epoch' && begun === 2) stopping.abort();
      },
    });
    expect(statusesOf(stopped)).toEqual(['low completed', 'high stopped']);
    expect(stopped.unfinished.map(({ variant, seed, status }) => [variant, seed, status])).toEqual([
      ['high', 7, 'stopped'],
      ['off', 7, 'missing'],
      ['low', 8, 'missing'],
      ['high', 8, 'missing'],
      ['off', 8, 'missing'],
    ]);
    const planned: string[] = [];
    const firstSteps: number[] = [];
    const continued = await continueComparison(ports, stopped.comparison.slice(0, 8), {
      ...patient,
      onPlanned: ({ variant, index, count }) => planned.push(`${index + 1}/${count} ${variant}`),
      onEvent: (event) => {
        if (event.type === 'started') firstSteps.push(event.firstStep);
      },
    });
    expect(planned).toEqual(['2/6 high', '3/6 off', '4/6 low', '5/6 high', '6/6 off']);
    expect(firstSteps[0]).toBeGreaterThanOrEqual(20);
    expect(firstSteps.slice(1)).toEqual([0, 0, 0, 0]);
    expect(continued.isComplete).toBe(true);
    expect(continued.runs.map(resultOf)).toEqual(whole.runs.map(resultOf));
    await expect(continueComparison(ports, stopped.comparison, patient)).rejects.toMatchObject({
      code: 'command.nothing-to-continue',
      details: { comparison: stopped.comparison, count: 6 },
    });
  });

  it('is refused while one of its runs is being trained', async () => {
    const id = await history.createComparison('tiny race', tinyComparison(rates));
    const { base: experiment } = tinyComparison(rates);
    const run = await history.createRun({
      ...{ name: 'tiny race', experiment, repeatOf: null },
      comparison: { id, variant: 'low' },
    });
    await expect(continueComparison(ports, id, patient)).rejects.toMatchObject({
      code: 'command.run-is-running',
      details: { run },
    });
  });
});

describe('the report of a comparison', () => {
  it('is made again from the history, without training, as it was', async () => {
    const report = await compareExperiments(ports, tinyComparison(rates), patient);
    expect(await comparisonReport(history, report.comparison.slice(0, 8))).toEqual(report);
    const [first] = report.runs;
    await history.deleteRun(first?.run.id ?? '');
    expect(await comparisonReport(history, report.comparison)).toMatchObject({
      isComplete: false,
      unfinished: [{ variant: 'low', seed: 7, run: null, status: 'missing' }],
    });
  });

  it('is found by an id that may be a run’s or a comparison’s', async () => {
    const { comparison, runs } = await compareExperiments(ports, tinyComparison({ only: {} }), patient);
    const run = runs[0]?.run.id ?? '';
    expect(await findEntry(history, run.slice(0, 10))).toMatchObject({ kind: 'run', run: { id: run } });
    expect(await findEntry(history, comparison.slice(0, 10))).toMatchObject({
      kind: 'comparison',
      record: { id: comparison },
    });
    await expect(findEntry(history, 'uuuuuu')).rejects.toMatchObject({ code: 'history.no-such-run' });
  });
});
