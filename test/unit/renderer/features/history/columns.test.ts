import { describe, expect, it } from 'vitest';
import {
  columnKey,
  offeredFigures,
  settingTitle,
  toggled,
} from '../../../../../src/renderer/src/features/history/columns.ts';
import type { RunColumn } from '../../../../../src/shared/contract/history.ts';

const rate: RunColumn = { kind: 'setting', name: 'optimizer.config.learning_rate' };
const loss: RunColumn = { kind: 'figure', name: 'val_loss' };

describe('a column of the history', () => {
  it('is called as Keras calls the setting, with its owner where the word alone says nothing', () => {
    expect(settingTitle('optimizer.config.learning_rate')).toBe('learning_rate');
    expect(settingTitle('optimizer.class_name')).toBe('optimizer class_name');
    expect(settingTitle('dataset.id')).toBe('dataset id');
    expect(settingTitle('model.layers[3].config.rate')).toBe('layers[3] rate');
    expect(settingTitle('batch_size')).toBe('batch_size');
  });

  it('comes at the end when it is chosen, and goes when it is chosen again', () => {
    const both = toggled(toggled([], rate), loss);
    expect(both.map(columnKey)).toEqual(['setting optimizer.config.learning_rate', 'figure val_loss']);
    expect(toggled(both, rate)).toEqual([loss]);
  });

  it('is not offered where the list has it anyway', () => {
    expect(offeredFigures).not.toContain('test_accuracy');
    expect(offeredFigures).toContain('val_loss');
  });
});
