/** `model.py`: a trained net in plain Keras 3, ready to predict and to train on. */
import type { ExportOptions, ExportSource } from '../../../shared/contract/trained-model.ts';
import { lossCall, optimizerCall, ownClasses } from '../../../shared/python/classes.ts';
import { pythonString, pythonValue } from '../../../shared/python/literals.ts';
import type { Experiment } from '../../../shared/spec/experiment.ts';
import type { ModelSpec } from '../../../shared/spec/model.ts';
import { modelText } from '../twin/python/model.ts';
import { twinWords } from '../twin/words.ts';
import { scriptWords } from './words.ts';

/** The text of the script; comments are in the language of the options. */
export function modelScript(source: ExportSource, options: ExportOptions): string {
  const language = options.comments ?? 'en';
  const words = scriptWords[language];
  const experiment = withoutDecayOfNone(source.experiment);
  const model = modelText(netOf(source, options), source.inputShape, twinWords[language]);
  const { scale, offset } = options.hasPreprocessing ? { scale: 1, offset: 0 } : source.preprocessing;
  const [height, width, channels] = source.inputShape;
  return `${heading(source, model.statements, words)}
# ${words.start}
initial = np.load(FOLDER / "weights.npz")
${model.start}

${ownClasses(experiment, words.robbinsMonro)}# ${words.training}
optimizer = ${optimizerCall(experiment)}
loss = ${lossCall(experiment)}
model.compile(optimizer=optimizer, loss=loss, metrics=${metricsText(experiment)})


def preprocess(pixels):
    """${words.preprocess}"""
    return np.asarray(pixels, "float32") * ${scale} + ${offset}


if __name__ == "__main__":
    # ${words.pictures}
    classes = json.loads((FOLDER / "labels.json").read_text(encoding="utf-8"))["classes"]
    model.summary()
    for picture in sys.argv[1:]:
        image = keras.utils.load_img(
            picture, color_mode=${pythonString(channels === 1 ? 'grayscale' : 'rgb')}, target_size=${pythonValue([height, width])}
        )
        pixels = keras.utils.img_to_array(image)[np.newaxis]
        output = model.predict(preprocess(pixels), verbose=0)[0]
        best = int(np.argmax(output))
        print(picture, classes[best], f"{output[best]:.4f}")
`;
}

/** Before the net: what the script is, and what it needs. */
function heading(
  { experiment }: ExportSource,
  statements: string,
  words: (typeof scriptWords)['en' | 'ja'],
): string {
  const parts = JSON.stringify([experiment.model]);
  const modules = ['layers', 'losses', 'optimizers'];
  if (/_initializer"/.test(parts)) modules.push('initializers');
  if (/_regularizer":\{/.test(parts)) modules.push('regularizers');
  if (JSON.stringify(experiment.metrics).includes('TopK')) modules.push('metrics');
  return `"""${words.about}

${words.usage}
"""

import json
import sys
from pathlib import Path

import keras
import numpy as np
from keras import ${modules.toSorted().join(', ')}

FOLDER = Path(__file__).parent
NAME = ${pythonString(experiment.name)}

# ${words.network}
${statements}
`;
}

/** With the scaling of the pixels as a layer of its own where it shall be part of the model. */
function netOf({ model, preprocessing }: ExportSource, { hasPreprocessing }: ExportOptions): ModelSpec {
  if (!hasPreprocessing) return model;
  const names = new Set(model.layers.map(({ config }) => config.name));
  let name = 'rescaling';
  for (let number = 1; names.has(name); number++) name = `rescaling_${number}`;
  const scaling = { class_name: 'Rescaling' as const, config: { name, trainable: true, ...preprocessing } };
  return { ...model, layers: [scaling, ...model.layers] };
}

/** Keras's AdamW takes a number, and none is 0. */
function withoutDecayOfNone(experiment: Experiment): Experiment {
  const { optimizer } = experiment;
  if (optimizer.class_name !== 'AdamW' || optimizer.config.weight_decay !== null) return experiment;
  return { ...experiment, optimizer: { ...optimizer, config: { ...optimizer.config, weight_decay: 0 } } };
}

function metricsText({ metrics }: Experiment): string {
  const texts = metrics
    .filter((metric) => metric !== 'superclass_accuracy')
    .map((metric) =>
      typeof metric === 'string'
        ? pythonString(metric)
        : `metrics.${metric.class_name}(k=${metric.config.k}, name=${pythonString(metric.config.name)})`,
    );
  return `[${texts.join(', ')}]`;
}
