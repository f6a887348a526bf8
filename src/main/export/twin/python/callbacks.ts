/** Python source text for the callbacks of an experiment: Keras's own, called with the numbers that Tatami measured. */
import { type CallbackSpec, watchesLarger } from '../../../../shared/spec/callbacks.ts';
import type { Experiment } from '../../../../shared/spec/experiment.ts';
import type { TwinWords } from '../words.ts';
import { namedArguments } from '../../../../shared/python/classes.ts';
import { pythonString } from '../../../../shared/python/literals.ts';

/** The pieces of a script that have to do with callbacks; all empty for an experiment without any. */
export interface CallbackTexts {
  /** Makes `callbacks` and reads the numbers of the epochs. */
  readonly start: string;
  /** Statements at the end of an epoch, eight columns in. */
  readonly atEpochEnd: string;
  /** Statements after the last epoch, when the moving averages are in the weights. */
  readonly atEnd: string;
}

/** The pieces for an experiment. @param isEarly Whether a callback ended the run before its last epoch. */
export function callbackTexts({ callbacks }: Experiment, isEarly: boolean, words: TwinWords): CallbackTexts {
  if (callbacks.length === 0) return { start: '', atEpochEnd: '', atEnd: '' };
  return {
    start: `
# ${words.callbacks}
callbacks = keras.callbacks.CallbackList(
    [
${callbacks.map(callbackCall).join('')}    ],
    model=model,
)
epoch_numbers = json.loads((FOLDER / "epochs.json").read_text(encoding="utf-8"))
callbacks.on_train_begin()
`,
    atEpochEnd: `        numbers = epoch_numbers[epoch - 1].items()
        logs = {name: float(value) for name, value in numbers if value is not None}
        callbacks.on_epoch_end(epoch - 1, logs)
        if model.stop_training and step + 1 < len(index):
            print(${pythonString(words.endedInKeras)}.format(epoch))
            sys.exit(1)
`,
    atEnd: `${isEarly ? earlyText(words) : ''}callbacks.on_train_end()
`,
  };
}

function earlyText(words: TwinWords): string {
  return `if not model.stop_training:
    print(${pythonString(words.notEndedInKeras)}.format(EPOCHS))
    sys.exit(1)
`;
}

/** The direction is written out: Keras finds it only for metrics of its own. */
function callbackCall({ class_name: className, config }: CallbackSpec): string {
  const args = namedArguments({ ...config, mode: watchesLarger(config) ? 'max' : 'min' }, '');
  return `        keras.callbacks.${className}(
${args.map((argument) => `            ${argument},\n`).join('')}        ),
`;
}
