import { describe, expect, it } from 'vitest';
import { jobOfRun, runOutcome } from '../../../../../../src/renderer/src/features/lab/curves/outcome.ts';
import type { RunDetail, RunStatus } from '../../../../../../src/shared/contract/history.ts';
import { jobOf } from '../../../jobs.ts';

const detail = (status: RunStatus, end: Partial<RunDetail['end']> = null): RunDetail =>
  ({ id: 'run-1', status, end }) as RunDetail;

describe('What has become of a run', () => {
  it('is unknown before queue or history have said it', () => {
    expect(runOutcome('run-1', [], null)).toStrictEqual({ kind: 'unknown' });
    expect(runOutcome('run-1', [jobOf('job-1', 'waiting', { status: 'waiting' })], null).kind).toBe(
      'unknown',
    );
  });

  it('is told by the queue before the history is read again', () => {
    const jobs = [jobOf('job-1', 'done', { status: 'completed' })];
    expect(runOutcome('run-1', jobs, detail('running'))).toStrictEqual({ kind: 'finished' });
  });

  it('is told by the newest job: a stopped run that goes on trains again', () => {
    const jobs = [jobOf('job-1', 'stopped', { status: 'stopped' }), jobOf('job-2', 'paused')];
    expect(jobOfRun(jobs, 'run-1')?.id).toBe('job-2');
    expect(runOutcome('run-1', jobs, detail('stopped'))).toStrictEqual({ kind: 'training', isPaused: true });
  });

  it('is told by the history for a run of another day', () => {
    expect(runOutcome('run-1', [], detail('interrupted'))).toStrictEqual({
      kind: 'interrupted',
      error: null,
    });
    expect(runOutcome('run-1', [], detail('stopped'))).toStrictEqual({ kind: 'stopped' });
  });

  it('names the step at which the loss was not a number', () => {
    const diverged = detail('diverged', { divergedAtStep: 17 });
    expect(runOutcome('run-1', [], diverged)).toStrictEqual({ kind: 'diverged', step: 17 });
    expect(runOutcome('run-1', [jobOf('job-1', 'done', { status: 'diverged' })], null)).toStrictEqual({
      kind: 'diverged',
      step: null,
    });
  });

  it('keeps why the engine died', () => {
    const error = { code: 'engine.died', details: { signal: 'SIGKILL' } } as const;
    const jobs = [jobOf('job-1', 'failed', { status: 'interrupted', error })];
    expect(runOutcome('run-1', jobs, null)).toStrictEqual({ kind: 'interrupted', error });
    const failed = detail('failed', { failure: 'out of memory' });
    expect(runOutcome('run-1', [], failed)).toStrictEqual({
      kind: 'failed',
      error: null,
      text: 'out of memory',
    });
  });
});
