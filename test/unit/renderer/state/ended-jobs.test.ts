import { describe, expect, it } from 'vitest';
import { endedJobs } from '../../../../src/renderer/src/state/ended-jobs.ts';
import { jobOf } from '../jobs.ts';

describe('Jobs that have come to an end', () => {
  it('are those that were at work or waited before', () => {
    const before = [jobOf('job-1', 'running'), jobOf('job-2', 'waiting'), jobOf('job-3', 'done')];
    const now = [jobOf('job-1', 'done'), jobOf('job-2', 'failed'), jobOf('job-3', 'done')];
    expect(endedJobs(before, now).map(({ id }) => id)).toStrictEqual(['job-1', 'job-2']);
  });

  it('are told once, and not after a reload of the page', () => {
    const jobs = [jobOf('job-1', 'done')];
    expect(endedJobs(jobs, jobs)).toStrictEqual([]);
    expect(endedJobs([], jobs)).toStrictEqual([]);
  });

  it('are not those that pause or are being stopped', () => {
    const now = [jobOf('job-1', 'paused'), jobOf('job-2', 'stopping')];
    expect(endedJobs([jobOf('job-1', 'running'), jobOf('job-2', 'running')], now)).toStrictEqual([]);
  });
});
