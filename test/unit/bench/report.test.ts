import { describe, expect, it } from 'vitest';
import type { CellScores } from '../../../bench/peers/contest.ts';
import { ratiosOf, reportPage, type Report } from '../../../bench/peers/report.ts';
import { mnistShape, neededOperations } from '../../../bench/slides-cnn.ts';

const score = (...stepMs: number[]) => ({ stepMs, firstStepMs: 1, javascriptShare: null });

const scores: CellScores = {
  tatami: score(40, 80, 50),
  keras: score(60, 96, 70),
  'torch-eager': score(80, 160, 90),
  'torch-channels-last': score(76, 144, 85),
  'torch-compile': { missing: 'RuntimeError: no compiler' },
  sgemm: score(32, 64, 40),
};

describe('the ratios of a contest', () => {
  it('are taken round by round, so that a slow minute of the machine hits both sides of each', () => {
    expect(ratiosOf(scores)['over Keras']).toEqual({ median: 1.4, least: 1.2, most: 1.5 });
  });

  it('compare with the fastest mode of PyTorch', () => {
    expect(ratiosOf(scores)['over PyTorch’s best']?.median).toBe(1.8);
  });

  it('say which share of the speed of the arithmetic alone we have', () => {
    expect(ratiosOf(scores)['of the floor’s speed']?.median).toBe(0.8);
  });

  it('are none where one of the two is not there', () => {
    expect(ratiosOf(scores)['fast mode over Keras']).toBeNull();
  });
});

describe('the page of a contest', () => {
  const report: Report = {
    date: '2026-01-01T00:00',
    machine: { cpu: 'A', cores: 2, memoryGigabytes: 8, system: 'linux', cpuFeatures: [] },
    versions: {},
    threads: {},
    load: { before: 0, after: 2 },
    rounds: 3,
    steps: 10,
    cells: { 'mnist adam': scores },
  };

  it('shows the bars that are reached in bold', () => {
    expect(reportPage(report)).toContain('| over Keras | ≥ 1.3 | **1.40** (1.20 to 1.50) |');
  });

  it('shows no bar as reached where the machine was busy before', () => {
    const page = reportPage({ ...report, load: { before: 3, after: 3 } });
    expect(page).toContain('| over Keras | ≥ 1.3 | 1.40 (1.20 to 1.50) |');
    expect(page).toContain('The machine was busy with other work');
  });

  it('says why a peer is missing', () => {
    expect(reportPage(report)).toContain('- PyTorch, torch.compile, mnist adam: RuntimeError: no compiler');
  });
});

describe('the arithmetic that a step needs', () => {
  it('is that of convolutions and dense layers without what the pooling drops', () => {
    expect(neededOperations(mnistShape) / 1e6).toBeCloseTo(51.4, 1);
    expect(neededOperations({ size: 32, channels: 3, classes: 100 }) / 1e6).toBeCloseTo(80.2, 1);
  });
});
