/** Changes of the callbacks, from a document to a document; what is refused is said by the document's reader. */
import { type CallbackSpec, monitorNames } from '../../../../../shared/spec/callbacks.ts';
import type { Experiment } from '../../../../../shared/spec/experiment.ts';
import type { Changes } from './settings-edits.ts';

/** One more callback with Keras's defaults; without validation it watches the loss of the training. */
export function withCallback(experiment: Experiment, className: CallbackSpec['class_name']): unknown {
  const [monitor] = monitorNames(experiment);
  const added = { class_name: className, config: { monitor } };
  return { ...experiment, callbacks: [...experiment.callbacks, added] };
}

/** The callbacks without one of them. */
export function withoutCallback(experiment: Experiment, index: number): unknown {
  return { ...experiment, callbacks: experiment.callbacks.toSpliced(index, 1) };
}

/** One of the callbacks with some of its arguments changed. */
export function withCallbackConfig(experiment: Experiment, index: number, changes: Changes): unknown {
  const callbacks = experiment.callbacks.map((callback, place) =>
    place === index ? { ...callback, config: { ...callback.config, ...changes } } : callback,
  );
  return { ...experiment, callbacks };
}

/** Another source of validation images; without any, callbacks watch the same numbers of the training. */
export function withValidation(experiment: Experiment, validation: Experiment['validation']): unknown {
  const changed = { ...experiment, validation };
  if (validation.from !== 'none') return changed;
  const callbacks = experiment.callbacks.map((callback) => ({
    ...callback,
    config: { ...callback.config, monitor: callback.config.monitor.replace(/^val_/, '') },
  }));
  return { ...changed, callbacks };
}
