/** Trained nets that come from files: they lie on the bench, and are evaluated at once. */
import type { FileHandle } from '../../../shared/contract/app.ts';
import type { ImportNote, ModelImport } from '../../../shared/contract/imported-model.ts';
import { api } from '../api.ts';
import { say } from '../i18n/say.svelte.ts';
import { navigation } from './navigation.svelte.ts';
import { notices } from './notices.svelte.ts';
import { queue } from './queue.svelte.ts';
import { workbench } from './workbench.svelte.ts';

/** Epochs that the bench proposes for training on. */
const epochsOfBench = 3;

/** Whether a file's name is that of a trained net. */
export function isModelName(name: string): boolean {
  return /\.(keras|h5|hdf5|npz|zip)$/i.test(name) || name === 'model.json';
}

/** Asks for a trained net and brings it in. */
export async function chooseModel(): Promise<void> {
  try {
    const file = await api.chooseFile('model');
    if (file !== null) await bringIn(file);
  } catch (error) {
    notices.problem(() => say('model.notRead'), error);
  }
}

/** Brings a dropped net in. */
export async function openModel(file: FileHandle): Promise<void> {
  try {
    await bringIn(file);
  } catch (error) {
    notices.problem(() => say('model.notRead'), error);
  }
}

async function bringIn({ handle, name }: FileHandle): Promise<void> {
  const reading = notices.tell(() => say('model.reading', { name }), { staysOpen: true });
  try {
    const imported = await api.importModel(handle, workbench.experiment);
    const { experiment } = imported;
    workbench.open({ ...experiment, epochs: epochsOfBench });
    navigation.open('lab');
    notices.tell(() => say('model.read', { name }), { text: () => cameIn(imported), staysOpen: true });
    await queue.add({ kind: 'run', experiment });
  } finally {
    notices.close(reading);
  }
}

/** What came in, and what was passed over. */
function cameIn({ experiment, classNames, notes }: ModelImport): string {
  const { model, dataset } = experiment;
  const facts = say('model.facts', { layers: model.layers.length, dataset: dataset.id });
  const classes = classNames === null ? [] : [say('model.classes', { names: classNames.join(', ') })];
  return [facts, ...classes, ...notes.map((note) => noteText(note))].join(' ');
}

function noteText({ code, layer, detail }: ImportNote): string {
  const values = { layer: layer ?? '', detail };
  switch (code) {
    case 'preprocessing-assumed':
      return say('model.assumed');
    case 'flat-input':
      return say('model.flat', values);
    case 'initializer':
      return say('model.initializer', values);
    case 'precision':
      return say('model.precision', values);
    case 'optimizer':
      return say('model.optimizer', values);
    case 'loss':
      return say('model.loss', values);
  }
}
