/** Documents of the user's own: opened, saved, begun anew. */
import { parseDocumentText } from '../../../shared/spec/document-text.ts';
import { type Experiment, parseExperiment } from '../../../shared/spec/experiment.ts';
import { parseAnyDocument } from '../../../shared/spec/labs.ts';
import { api } from '../api.ts';
import { say } from '../i18n/say.svelte.ts';
import { navigation } from './navigation.svelte.ts';
import { notices } from './notices.svelte.ts';
import { workbench } from './workbench.svelte.ts';

/** Opens the text of a document in the place that shows its kind. @throws LabError `spec.*`. */
export function openText(name: string, text: string): void {
  const document = parseAnyDocument(parseDocumentText(text));
  workbench.open(document);
  navigation.open(document.tatami === 'experiment' ? 'lab' : 'compare');
  notices.tell(() => say('strip.opened', { name }));
}

/** Asks where to and saves the experiment on the bench. */
export async function saveDocument(experiment: Experiment): Promise<void> {
  try {
    const text = `${JSON.stringify(experiment, null, 2)}\n`;
    const name = await api.saveFile(`${experiment.name}.json`, new TextEncoder().encode(text));
    if (name !== null) notices.tell(() => say('strip.saved', { name }));
  } catch (error) {
    notices.problem(() => say('strip.notSaved'), error);
  }
}

/** The smallest experiment that trains: one layer from the pixels to the classes. */
export function newExperiment(name: string, dataset: string, classes: number): Experiment {
  return parseExperiment({
    tatami: 'experiment',
    version: 1,
    name,
    dataset,
    model: {
      layers: [
        { class_name: 'Flatten' },
        { class_name: 'Dense', config: { units: classes, activation: 'softmax' } },
      ],
    },
    loss: 'categorical_crossentropy',
    optimizer: 'Adam',
    epochs: 5,
    batch_size: 128,
    seed: 1,
  });
}
