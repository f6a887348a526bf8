import type { EpochRecord } from '../../../../../shared/contract/engine.ts';

/** The epochs as CSV in Keras's words (as its `CSVLogger` writes them), with the seconds that each took. */
export function epochCsv(epochs: readonly EpochRecord[]): string {
  const further = Object.keys(epochs[0]?.metrics ?? {});
  const names = [
    'epoch',
    'accuracy',
    'loss',
    'val_accuracy',
    'val_loss',
    'learning_rate',
    ...further,
    'seconds',
  ];
  const rows = epochs.map((record) => {
    const { epoch, accuracy, loss, val_accuracy, val_loss, learning_rate, metrics, durationMs } = record;
    const values = [epoch, accuracy, loss, val_accuracy, val_loss, learning_rate];
    return [...values, ...further.map((name) => metrics?.[name] ?? null), durationMs / 1000];
  });
  return [names, ...rows].map((row) => `${row.map((value) => value ?? '').join(',')}\n`).join('');
}
