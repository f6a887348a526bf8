import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { experimentScript } from '../../src/shared/python/whole-script.ts';
import { expandComparison } from '../../src/shared/spec/comparison.ts';
import type { Experiment } from '../../src/shared/spec/experiment.ts';
import { parseLab } from '../../src/shared/spec/labs.ts';
import { inferModel } from '../../src/shared/spec/shapes.ts';
import { parameterTotals } from '../../src/shared/spec/summary.ts';
import { kerasPython, noKerasReason, runPython } from './python.ts';

const folder = new URL('../../resources/labs/', import.meta.url);
const words = { residual: 'Block.', robbinsMonro: 'Rate.', data: 'Data.', policy: 'Rounds elsewhere.' };

/** Loads eight pictures instead of a data set, in its shape. */
const fewPictures = (shape: readonly number[], classes: number): string => `
import numpy as np
def few():
    images = np.zeros((8, ${shape.join(', ')}), dtype="uint8")
    return images, np.arange(8) % ${classes}
load = lambda: (few(), few())
`;

/** Runs every script of the folder in one process. */
const runner = `
import glob, keras
for name in sorted(glob.glob("*.json.py")):
    keras.backend.clear_session()
    names = {}
    exec(compile(open(name, encoding="utf-8").read(), name, "exec"), names)
    print(name, "parameters", names["PARAMETERS"])
`;

/** The script of an experiment with few pictures and one epoch, which counts its parameters in Keras. */
function shortScript(experiment: Experiment, shape: readonly number[], classes: number): string {
  const script = experimentScript({ ...experiment, epochs: 1 }, { inputShape: shape, classes, words });
  const data = `load()`;
  return `${fewPictures(shape, classes)}${script
    .replace(/keras\.datasets\.\w+\.load_data\(\)/, data)
    .replace(
      /data = np\.load.*\n.*\n.*\n/,
      `(x_train, y_train), (x_test, y_test) = ${data}\n`,
    )}\nPARAMETERS = model.count_params()\n`;
}

describe('The code beside the model', () => {
  it(
    'runs in Keras for every ready-made lab, with as many parameters',
    { timeout: 600_000 },
    async ({ skip }) => {
      if (kerasPython === null) return skip(noKerasReason);
      const place = await mkdtemp(join(tmpdir(), 'tatami-code-'));
      try {
        const expected: string[] = [];
        for (const file of await readdir(folder)) {
          const experiment = await firstExperiment(file);
          const isLarge = /100$/.test(experiment.dataset.id);
          const [shape, classes] = isLarge ? [[32, 32, 3], 100] : [[28, 28, 1], 10];
          await writeFile(join(place, `${file}.py`), shortScript(experiment, shape, classes));
          const { total } = parameterTotals(inferModel(experiment.model, shape));
          expected.push(`${file}.py parameters ${total}`);
        }
        await writeFile(join(place, 'all.py'), runner);
        const { code, stdout, stderr } = await runPython(kerasPython, ['all.py'], place);
        expect(code, stderr.slice(-2000)).toBe(0);
        expect(stdout.split('\n').filter((line) => line.includes('.py parameters'))).toEqual(expected);
      } finally {
        await rm(place, { recursive: true });
      }
    },
  );
});

/** The experiment of a ready-made lab, the first one of a comparison. */
async function firstExperiment(file: string): Promise<Experiment> {
  const { document } = parseLab(JSON.parse(await readFile(new URL(file, folder), 'utf8')));
  const experiments =
    document.tatami === 'experiment' ? [document] : expandComparison(document).map((one) => one.experiment);
  const [experiment] = experiments;
  if (experiment === undefined) throw new Error(`${file} holds no experiment`);
  return experiment;
}
