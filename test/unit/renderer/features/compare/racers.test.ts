import { describe, expect, it } from 'vitest';
import { looksOf } from '../../../../../src/renderer/src/features/compare/looks.ts';
import {
  jobOfComparison,
  plannedRacers,
  racersOfRuns,
  withRuns,
} from '../../../../../src/renderer/src/features/compare/racers.ts';
import { racerState } from '../../../../../src/renderer/src/features/compare/racer-state.ts';
import { LabError } from '../../../../../src/shared/contract/errors.ts';
import type { RunEnd } from '../../../../../src/shared/contract/history.ts';
import type { Job, JobRun } from '../../../../../src/shared/contract/queue.ts';
import { presetVariants } from '../../../../../src/shared/spec/race.ts';
import { applySettings } from '../../../../../src/shared/spec/settings.ts';
import { nineOptimizers } from '../../../../../src/renderer/src/features/compare/setup/draft.ts';
import { comparison, experiment, runOf } from './comparisons.ts';

const jobRun = (variant: string, seed: number, values: Partial<JobRun> = {}): JobRun => ({
  ...{ variant, seed, epochs: 2, epochsDone: 0, runId: null, status: 'waiting', error: null, ...values },
});
const job = (id: string, values: Partial<Job> = {}): Job => ({
  ...{ id, kind: 'compare', title: 'pair', status: 'running', comparison: 'c1', runs: [], runIds: [] },
  ...{ progress: null, error: null, ...values },
});

describe('the looks of racers', () => {
  it('are each optimizer’s own: nine colours, three markers with three dashes', () => {
    const racing = presetVariants('keras2', nineOptimizers).map(({ set }) => applySettings(experiment, set));
    const looks = looksOf(racing);
    expect(looks.map(({ colour }) => colour.slice('--racer-'.length))).toEqual(
      nineOptimizers.map((name) => name.toLowerCase()),
    );
    expect(new Set(looks.map(({ marker, dash }) => `${marker} ${dash.join()}`)).size).toBe(9);
  });

  it('are given out in turn where the optimizer is the same', () => {
    const looks = looksOf([experiment, experiment, experiment]);
    expect(new Set(looks.map(({ colour }) => colour)).size).toBe(3);
  });

  it('leave AdamW one that none of the others has', () => {
    const names = ['Adam', 'AdamW'];
    const racing = presetVariants('keras3', names).map(({ set }) => applySettings(experiment, set));
    expect(new Set(looksOf(racing).map(({ colour }) => colour)).size).toBe(2);
  });
});

describe('the racers of a comparison', () => {
  const planned = plannedRacers(comparison);

  it('say what sets them apart', () => {
    expect(planned.map(({ name, settings }) => [name, settings])).toEqual([
      ['SGD', 'lr 0.01'],
      ['Adam', 'lr 0.001'],
    ]);
  });

  it('wait, all seeds of them, before anything is known', () => {
    const [first] = withRuns(planned, { runs: [], job: null });
    expect(first?.runs.map(({ seed, status }) => [seed, status])).toEqual([
      [1, 'waiting'],
      [2, 'waiting'],
    ]);
  });

  it('follow the queue, which knows a state before the history does', () => {
    const runs = [{ variant: 'SGD', run: runOf('r1', 'SGD', { status: 'running' }) }];
    const error = new LabError('engine.died', { reason: 'killed' }).toData();
    const known = job('job-1', { runs: [jobRun('SGD', 1, { runId: 'r1', status: 'failed', error })] });
    const run = withRuns(planned, { runs, job: known })[0]?.runs[0];
    expect(run).toMatchObject({ runId: 'r1', status: 'failed', error: { code: 'engine.died' } });
    expect(run?.detail?.id).toBe('r1');
  });

  it('count a finished run before a newer one that was cut short', () => {
    const runs = [
      { variant: 'SGD', run: runOf('r1', 'SGD') },
      { variant: 'SGD', run: runOf('r2', 'SGD', { status: 'interrupted' }) },
    ];
    expect(withRuns(planned, { runs, job: null })[0]?.runs[0]?.runId).toBe('r1');
  });

  it('of single runs are told apart by the beginnings of their ids where their names are the same', () => {
    const runs = [
      runOf('aaaa11', 'x', { variant: null, name: 'mlp' }),
      runOf('bbbb22', 'x', { variant: null, name: 'mlp' }),
    ];
    expect(racersOfRuns(runs).map(({ name }) => name)).toEqual(['mlp · aaaa', 'mlp · bbbb']);
  });
});

describe('the job of a comparison', () => {
  it('is the one at work, else the newest', () => {
    const [done, newer] = [job('job-1', { status: 'done' }), job('job-3', { status: 'stopped' })];
    expect(jobOfComparison([done, job('job-2'), newer], 'c1')?.id).toBe('job-2');
    expect(jobOfComparison([done, newer], 'c1')?.id).toBe('job-3');
    expect(jobOfComparison([done], 'c2')).toBeNull();
  });
});

describe('the state of a racer', () => {
  it('is that of the run that tells most, with the epochs of all its runs', () => {
    const end: RunEnd = {
      status: 'diverged',
      finalWeightsSha256: null,
      imagesPerSecond: null,
      divergedAtStep: 7,
      failure: null,
    };
    const runs = [{ variant: 'SGD', run: runOf('r1', 'SGD', { status: 'diverged', end }) }];
    const [racer] = withRuns(plannedRacers(comparison), { runs, job: null });
    expect(racerState(racer!, () => 1)).toMatchObject({
      status: 'diverged',
      done: 1,
      of: 4,
      divergedAtStep: 7,
    });
  });
});
