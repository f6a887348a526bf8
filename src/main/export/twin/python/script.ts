/** `train.py`: a run of Tatami in plain Keras 3. */
import type { ComputeType } from '../../../../shared/contract/graph-form.ts';
import type { Experiment } from '../../../../shared/spec/experiment.ts';
import { randomLayers } from '../comparable.ts';
import type { TwinWords } from '../words.ts';
import { callbackTexts } from './callbacks.ts';
import { lossCall, optimizerCall, ownClasses } from '../../../../shared/python/classes.ts';
import { comparisonText } from './comparison.ts';
import { pythonString } from '../../../../shared/python/literals.ts';
import { type ModelText, modelText } from './model.ts';

/** What a script is made from. */
export interface ScriptFacts {
  readonly experiment: Experiment;
  readonly compute: ComputeType;
  /** Height, width, channels. */
  readonly inputShape: readonly number[];
  readonly classes: number;
  readonly stepsPerEpoch: number;
  /** Steps of the run, and how many of them the folder holds the images of. */
  readonly totalSteps: number;
  readonly heldSteps: number;
}

/** The text of `train.py`. */
export function trainScript(facts: ScriptFacts, words: TwinWords): string {
  const { experiment } = facts;
  const isWhole = facts.heldSteps === facts.totalSteps;
  const model = modelText(experiment.model, facts.inputShape, words);
  const ending = {
    totalSteps: facts.totalSteps,
    isWhole,
    weights: model.weights,
    random: randomLayers(experiment),
    compute: facts.compute,
  };
  return [
    heading(facts, words),
    networkText(facts, model, words),
    dataText(words),
    trainingText(facts, words, isWhole),
    comparisonText(ending, words),
  ].join('\n');
}

function heading({ experiment, compute }: ScriptFacts, words: TwinWords): string {
  const modules = new Set(['layers', 'losses', 'optimizers']);
  const text = JSON.stringify(experiment.model);
  if (/_initializer"/.test(text)) modules.add('initializers');
  if (/_regularizer":\{/.test(text)) modules.add('regularizers');
  const json = experiment.callbacks.length === 0 ? '' : 'import json\n';
  const policy = `
# ${words.policy}
keras.config.set_dtype_policy("mixed_bfloat16")
`;
  return `"""${words.about}

${words.usage}
"""

${json}import subprocess
import sys
import tempfile
from pathlib import Path

import keras
import numpy as np
from keras import ${[...modules].toSorted().join(', ')}

FOLDER = Path(__file__).parent
NAME = ${pythonString(experiment.name)}
TOLERANCE = 1e-4

# ${words.doubled}
DOUBLE = sys.argv[2] if sys.argv[1:2] == ["--double"] else None
if DOUBLE:
    keras.config.set_floatx("float64")
${compute === 'bfloat16' ? policy : ''}
keras.utils.set_random_seed(${experiment.seed % 2 ** 32})

`;
}

function networkText({ experiment }: ScriptFacts, model: ModelText, words: TwinWords): string {
  return `${ownClasses(experiment, words.robbinsMonro)}# ${words.network}
${model.statements}

# ${words.optimizer}
optimizer = ${optimizerCall(experiment)}

# ${words.loss}
loss = ${lossCall(experiment)}
model.compile(optimizer=optimizer, loss=loss, jit_compile=False)
print(NAME)
model.summary()

# ${words.start}
initial = np.load(FOLDER / "initial_weights.npz")
${model.start}
`;
}

function dataText(words: TwinWords): string {
  return `# ${words.data}
data = np.load(FOLDER / "data.npz")
images, labels = data["images"], data["labels"]
batches = np.load(FOLDER / "batches.npz")
index, curve_step, curve_loss = (
    batches["index"],
    batches["curve_step"],
    batches["curve_loss"],
)
`;
}

function trainingText(facts: ScriptFacts, words: TwinWords, isWhole: boolean): string {
  const { experiment, classes, stepsPerEpoch } = facts;
  const isSparse = experiment.loss.class_name === 'SparseCategoricalCrossentropy';
  const target = isSparse
    ? '    y = labels[batch]'
    : `    y = keras.utils.to_categorical(labels[batch], ${classes})  # ${words.oneHot}`;
  const average = `
# ${words.average}
optimizer.finalize_variable_values(model.trainable_variables)
`;
  const isEarly = facts.totalSteps < experiment.epochs * stepsPerEpoch;
  const callbacks = callbackTexts(experiment, isEarly, words);
  return `${callbacks.start}# ${words.training}
EPOCHS = ${facts.totalSteps / stepsPerEpoch}
STEPS_PER_EPOCH = ${stepsPerEpoch}
loss_curve = []
for step, row in enumerate(index):
    if step % STEPS_PER_EPOCH == 0:
        loss_sum, image_count = 0.0, 0
    batch = row[row >= 0]  # ${words.padding}
    x = images[batch].astype(keras.config.floatx())${preprocessing(experiment)}  # ${words.pixels}
${target}
    model.reset_metrics()
    batch_loss = model.train_on_batch(x, y, return_dict=True)["loss"]
    # ${words.runningLoss}
    loss_sum += float(batch_loss) * len(batch)
    image_count += len(batch)
    loss_curve.append(loss_sum / image_count)
    if (step + 1) % STEPS_PER_EPOCH == 0:
        epoch = (step + 1) // STEPS_PER_EPOCH
        print(${pythonString(words.epochDone)}.format(epoch, EPOCHS, loss_curve[-1]))
${callbacks.atEpochEnd}${experiment.optimizer.config.use_ema && isWhole ? average : ''}${isWhole ? callbacks.atEnd : ''}`;
}

function preprocessing({ preprocessing: { scale, offset } }: Experiment): string {
  const factor = scale === 1 / 255 ? '(1 / 255)' : `(${scale})`;
  return ` * ${factor}${offset === 0 ? '' : ` + (${offset})`}`;
}
