import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCheckpoint, writeCheckpoint } from '../../../../src/main/engine/checkpoint.ts';
import { fingerprintOf } from '../../../../src/main/engine/fingerprint.ts';
import { tinyExperiment } from '../../../fixtures/experiments.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tatami-checkpoint-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const progress = { epoch: 2, stepInEpoch: 3, iteration: 17, lossSum: 1.5, right: 4, images: 48 };

describe('a checkpoint', () => {
  it('keeps where callbacks and metrics stand, numbers included that JSON lacks', () => {
    const early = { epoch: 2, monitor: 'val_loss', best: -Infinity, bestEpoch: 1 };
    const callbacks = {
      states: [{ wait: 1, best: NaN, bestEpoch: 1, cooldown: 0 }],
      learningRate: 0.01,
      stoppedEarly: early,
      isConcluded: true,
      restoredEpoch: 1,
    };
    const written = {
      progress: { ...progress, metricSums: [0.1, Infinity, NaN] },
      fingerprint: 'f',
      callbacks,
      state: new Map(),
    };
    writeCheckpoint(folder, 'new.ckpt', written);
    expect(readCheckpoint(join(folder, 'new.ckpt'), 'f')).toEqual(written);
  });

  it('of a Tatami without callbacks and further metrics is read', () => {
    const header = Buffer.from(JSON.stringify({ fingerprint: 'f', progress, tensors: [] }));
    const start = Buffer.alloc(12);
    start.write('TATAMI01', 'latin1');
    start.writeUInt32LE(header.length, 8);
    writeFileSync(join(folder, 'old.ckpt'), Buffer.concat([start, header]));
    const { callbacks, ...read } = readCheckpoint(join(folder, 'old.ckpt'), 'f');
    expect(callbacks).toBeUndefined();
    expect(read.progress).toEqual({ ...progress, metricSums: [] });
  });

  it('belongs to the same experiment as before there were callbacks and a fast mode', () => {
    const experiment = tinyExperiment();
    const { name: _name, epochs: _epochs, callbacks: _none, dtype_policy: _usual, ...old } = experiment;
    const before = createHash('sha256').update(JSON.stringify(old)).update('data').digest('hex');
    expect(fingerprintOf(experiment, 'data')).toBe(before);
    const fast = tinyExperiment({ dtype_policy: 'mixed_bfloat16' });
    expect(fingerprintOf(fast, 'data')).not.toBe(before);
    expect(fingerprintOf(tinyExperiment({ callbacks: 'EarlyStopping' }), 'data')).not.toBe(before);
  });
});
