/** Early stopping in Lab: set by hand, and told where the run ends. */
import { describe, expect, it } from 'vitest';
import { show, violationsInAllLooks } from './accessibility.ts';
import { useTatami } from './tatami-window.ts';
import { addJob, softmaxExperiment } from './trainings.ts';

const patience = { timeout: 60_000 };

describe('callbacks in the training card', () => {
  const tatami = useTatami();
  const button = (name: string) => tatami.page.getByRole('button', { name, exact: true });

  it('are added with every argument of Keras, and a value that cannot be is refused at its field', async () => {
    const { page } = tatami;
    await page.getByRole('tab', { name: 'Callbacks' }).click(patience);
    await button('EarlyStopping').click();
    await button('ReduceLROnPlateau').click();
    const stopping = page.getByRole('group', { name: 'EarlyStopping' });
    for (const name of ['monitor', 'mode', 'min_delta', 'patience', 'baseline', 'start_from_epoch']) {
      await stopping.getByLabel(name, { exact: true }).waitFor(patience);
    }
    await stopping.getByRole('switch', { name: 'restore_best_weights' }).click();
    const plateau = page.getByRole('group', { name: 'ReduceLROnPlateau' });
    await plateau.getByLabel('factor', { exact: true }).fill('2');
    await plateau.getByLabel('factor', { exact: true }).press('Enter');
    await plateau.getByRole('alert').waitFor(patience);
    expect(await violationsInAllLooks(tatami, 'lab-callbacks')).toEqual([]);
  });

  it('end a run early, and the end says at which epoch, which was best, and whose weights it has', async () => {
    const { page } = tatami;
    await show(page, 'EN', 'dark');
    const callbacks = [
      {
        class_name: 'EarlyStopping',
        config: { monitor: 'loss', mode: 'max', patience: 1, restore_best_weights: true },
      },
    ];
    const experiment = { ...softmaxExperiment({ train: 1000, epochs: 9 }), callbacks };
    await addJob(page, { kind: 'run', experiment });
    await page.getByText(/Stopped early at epoch 2 of 9: loss was best at epoch 1/).waitFor(patience);
    await page.getByText(/The weights of epoch 1 were restored/).waitFor(patience);
    await tatami.screenshot('lab-stopped-early-en');
  });

  it('have nothing to complain about', () => {
    expect(tatami.problems).toEqual([]);
  });
});
