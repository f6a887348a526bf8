/**
 * What TF.js and plain Node make of exported folders: a JSON line in, a JSON line out, until the input ends. TF.js is
 * the one of browsers here, in JavaScript alone, not the engine's.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');

/** Pictures as the net takes them. */
function inputsOf({ pixels, scale, offset }) {
  return Float32Array.from(Buffer.from(pixels.base64, 'base64'), (pixel) => pixel * scale + offset);
}

const bytesOf = (...parts) => new Uint8Array(readFileSync(join(...parts))).buffer;

const judges = {
  async tfjs({ path, pixels, ...scaling }) {
    const { modelTopology, weightsManifest } = JSON.parse(readFileSync(join(path, 'model.json'), 'utf8'));
    const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
    const weightData = bytesOf(path, 'weights.bin');
    const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
    return model.predict(tf.tensor(inputsOf({ pixels, ...scaling }), pixels.shape)).data();
  },
  async node({ path, pixels, ...scaling }) {
    const { predict } = await import(pathToFileURL(join(path, 'model.ts')).href);
    const weights = new Float32Array(bytesOf(path, 'weights.bin'));
    const pictures = inputsOf({ pixels, ...scaling });
    const size = pictures.length / pixels.shape[0];
    const rows = Array.from({ length: pixels.shape[0] }, (_, index) => [
      ...predict(pictures.subarray(index * size, (index + 1) * size), weights),
    ]);
    return Float32Array.from(rows.flat());
  },
};

for await (const line of createInterface(process.stdin)) {
  const question = JSON.parse(line);
  console.log(JSON.stringify(await answer(question).catch((error) => ({ error: String(error.stack) }))));
}

async function answer(question) {
  if (question.kind === 'versions')
    return { versions: { tfjs: tf.version.tfjs, node: process.versions.node } };
  const values = await judges[question.judge](question);
  const base64 = Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
  return { numbers: [{ name: 'output', shape: [values.length], type: 'float32', base64, rounding: 0 }] };
}
