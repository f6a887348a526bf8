import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { experimentCode } from '../../../../src/shared/python/experiment.ts';
import { experimentScript } from '../../../../src/shared/python/whole-script.ts';
import type { Experiment } from '../../../../src/shared/spec/experiment.ts';
import { parseLab } from '../../../../src/shared/spec/labs.ts';

const labOf = (id: string): Experiment => {
  const file = new URL(`../../../../resources/labs/${id}.json`, import.meta.url);
  return parseLab(JSON.parse(readFileSync(file, 'utf8'))).document as Experiment;
};
const words = { residual: 'Block.', robbinsMonro: 'Rate.', data: 'Your data.', policy: 'Rounds elsewhere.' };

describe('The script of an experiment', () => {
  it('sets Keras’s dtype policy for the fast mode alone', () => {
    const data = { inputShape: [28, 28, 1], classes: 10, words };
    const experiment = labOf('mnist-cnn-slides');
    const policy = 'keras.config.set_dtype_policy("mixed_bfloat16")';
    expect(experimentScript(experiment, data)).not.toContain('dtype_policy');
    expect(experimentScript({ ...experiment, dtype_policy: 'mixed_bfloat16' }, data)).toContain(
      `# Rounds elsewhere.\n${policy}`,
    );
  });
});

describe('The Keras code of an experiment', () => {
  it('is what a student would write', () => {
    const { text, layerLines } = experimentCode(labOf('mnist-cnn-slides'), [28, 28, 1]);
    expect(text).toBe(`model = Sequential([
  Input((28, 28, 1)),
  Conv2D(32, (6, 6), activation="relu"),
  Conv2D(64, (6, 6), activation="relu"),
  MaxPooling2D((2, 2)),
  Dropout(0.25),
  Flatten(),
  Dense(128, activation="relu"),
  Dropout(0.5),
  Dense(10, activation="softmax"),
])
model.compile(
  loss="categorical_crossentropy",
  optimizer=Adadelta(learning_rate=1.0),
  metrics=["accuracy"],
)
model.fit(
  x_train, y_train,
  batch_size=128, epochs=12,
  validation_data=(x_test, y_test),
)
`);
    expect(layerLines[2]).toEqual([5, 5]);
  });

  it('becomes a whole script with imports and data', () => {
    const script = experimentScript(labOf('mnist-cnn-slides'), {
      inputShape: [28, 28, 1],
      classes: 10,
      words,
    });
    expect(script).toContain('from keras.layers import Conv2D, Dense, Dropout, Flatten, MaxPooling2D\n');
    expect(script).toContain('from keras.optimizers import Adadelta\n');
    expect(script).toContain('keras.datasets.mnist.load_data()');
    expect(script).toContain('y_train = keras.utils.to_categorical(y_train, 10)');
    expect(script).not.toContain('class Residual');
  });

  it('brings the class of a residual block along where there is one', () => {
    const script = experimentScript(labOf('residual-net'), { inputShape: [32, 32, 3], classes: 100, words });
    expect(script).toContain('class Residual(Layer):');
    expect(script).toMatch(/from keras\.layers import .*Layer/);
  });
});
