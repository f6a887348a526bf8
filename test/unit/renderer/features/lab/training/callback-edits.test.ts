import { describe, expect, it } from 'vitest';
import {
  withCallback,
  withCallbackConfig,
  withoutCallback,
  withValidation,
} from '../../../../../../src/renderer/src/features/lab/training/callback-edits.ts';
import { valueOf } from '../../../../../../src/renderer/src/features/lab/training/field-text.ts';
import { monitorNames } from '../../../../../../src/shared/spec/callbacks.ts';
import { type Experiment, parseExperiment } from '../../../../../../src/shared/spec/experiment.ts';
import { experimentOf, slides } from '../experiments.ts';

const start = experimentOf(slides);
const read = (document: unknown): Experiment => parseExperiment(document);
const watched = ({ callbacks }: Experiment): readonly string[] =>
  callbacks.map(({ config }) => config.monitor);

describe('A change of the callbacks', () => {
  it('adds each with the defaults of Keras', () => {
    const both = read(withCallback(read(withCallback(start, 'EarlyStopping')), 'ReduceLROnPlateau'));
    expect(both.callbacks).toEqual(
      read({ ...start, callbacks: ['EarlyStopping', 'ReduceLROnPlateau'] }).callbacks,
    );
  });

  it('changes the arguments of one and leaves the other', () => {
    const two = read({ ...start, callbacks: ['EarlyStopping', 'ReduceLROnPlateau'] });
    const changed = read(withCallbackConfig(two, 0, { patience: 3, restore_best_weights: true }));
    expect(changed.callbacks[0]?.config).toMatchObject({ patience: 3, restore_best_weights: true });
    expect(changed.callbacks[1]).toEqual(two.callbacks[1]);
    expect(read(withoutCallback(changed, 0)).callbacks).toEqual([two.callbacks[1]]);
  });

  it('keeps watching what is there when nothing is validated any more', () => {
    const stopping = read({ ...start, callbacks: ['EarlyStopping'] });
    const blind = read(withValidation(stopping, { from: 'none' }));
    expect(watched(blind)).toEqual(['loss']);
    expect(monitorNames(blind)).toEqual(['loss', 'accuracy']);
    expect(watched(read(withCallback(blind, 'EarlyStopping')))).toEqual(['loss', 'loss']);
  });

  it('reads an empty baseline as none', () => {
    expect(valueOf('baseline', ' ', 0.5)).toBeNull();
  });
});
