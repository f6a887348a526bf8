/** Curves as files of the user's. */
import type { EpochRecord } from '../../../../../shared/contract/engine.ts';
import { api } from '../../../api.ts';
import { pictureOf } from '../../../charts/line-chart.ts';
import { say } from '../../../i18n/say.svelte.ts';
import { notices } from '../../../state/notices.svelte.ts';
import { epochCsv } from './epoch-csv.ts';

/** Saves the numbers of the epochs as CSV, where the user says. */
export function saveEpochs(runId: string, epochs: readonly EpochRecord[]): Promise<void> {
  return save(`tatami-${runId}-epochs.csv`, () =>
    Promise.resolve(new TextEncoder().encode(epochCsv(epochs))),
  );
}

/** Saves charts as one picture, the first at the top. */
export function saveCharts(runId: string, canvases: readonly HTMLCanvasElement[]): Promise<void> {
  return save(`tatami-${runId}-curves.png`, async () => {
    const blob = await pictureOf(...canvases);
    return new Uint8Array(await blob.arrayBuffer());
  });
}

async function save(suggestedName: string, bytes: () => Promise<Uint8Array<ArrayBuffer>>): Promise<void> {
  try {
    const name = await api.saveFile(suggestedName, await bytes());
    if (name !== null) notices.tell(() => say('curves.saved', { name }));
  } catch (error) {
    notices.problem(() => say('curves.notSaved'), error);
  }
}
