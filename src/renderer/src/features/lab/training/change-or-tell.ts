import type { Experiment } from '../../../../../shared/spec/experiment.ts';
import { say } from '../../../i18n/say.svelte.ts';
import { notices } from '../../../state/notices.svelte.ts';
import { workbench } from '../../../state/workbench.svelte.ts';
import { labErrorFromData } from '../../../../../shared/contract/errors.ts';

/** Changes the experiment by a choice that has no place of its own for a refusal: the window says what is wrong. */
export function changeOrTell(edit: (document: Experiment) => unknown): void {
  const fault = workbench.change(edit);
  if (fault !== null) notices.problem(() => say('training.refused'), labErrorFromData(fault));
}
