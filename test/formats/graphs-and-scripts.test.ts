/** What TensorFlow, ONNX Runtime, TF.js and Node predict with the files that Tatami writes for them, against the engine. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../src/main/engine/engine.ts';
import { writeFile, writeFolder } from '../../src/main/export/folder.ts';
import { formats } from '../../src/main/export/formats/registry.ts';
import type { ExportOptions } from '../../src/shared/contract/trained-model.ts';
import { floats, Tally } from '../golden/golden.ts';
import { packed } from '../keras/live/draw.ts';
import { KerasProcess, type KerasAnswer } from '../keras/live/keras-process.ts';
import { kerasPython, noKerasReason } from '../keras/python.ts';
import { expectAlike, type FormatCase, formatCases, netSeed, pictureCount } from './nets.ts';

const engine = createEngine({
  openImages: () => Promise.reject(new Error('no data set is needed')),
  appVersion: 'test',
});
const home = mkdtempSync(join(tmpdir(), 'tatami-formats-'));
const script = (name: string): string => fileURLToPath(new URL(`judges/${name}`, import.meta.url));
let python: KerasProcess | null = null;
let node: KerasProcess | null = null;
let versions: Readonly<Record<string, string>> = {};
beforeAll(async () => {
  node = new KerasProcess(process.execPath, script('scripts.mjs'));
  if (kerasPython !== null) python = new KerasProcess(kerasPython, script('graphs.py'));
  for (const judge of [node, python])
    versions = { ...versions, ...(await judge?.ask({ kind: 'versions' }))?.versions };
});
afterAll(() => {
  node?.close();
  python?.close();
  rmSync(home, { recursive: true, force: true });
});

/** The bar is 1e-5; ONNX Runtime adds up in another order than TensorFlow, which normalisations magnify: 1e-4. */
const judged = [
  { id: 'savedmodel', judge: 'tensorflow', title: 'TensorFlow', bar: 1e-5 },
  { id: 'onnx', judge: 'onnxruntime', title: 'ONNX Runtime', bar: 1e-4 },
  { id: 'tfjs', judge: 'tfjs', title: 'TF.js in Node', bar: 1e-5 },
  { id: 'typescript', judge: 'node', title: 'Node', bar: 1e-5 },
] as const;

type Judged = (typeof judged)[number];
let written = 0;

/** Every second net has the scaling of its pixels in the file, every third takes its channels first. */
function optionsOf(index: number): ExportOptions {
  const imageOrder = index % 3 === 2 ? 'NCHW' : 'NHWC';
  return { hasPreprocessing: index % 2 === 1, imageOrder, comments: 'en' };
}

/** Writes a case in a format and asks its judge about the pictures. */
async function predicted(
  { id, judge }: Judged,
  net: FormatCase,
  options: ExportOptions,
): Promise<Float32Array> {
  const format = formats.find((one) => one.id === id);
  if (format === undefined) throw new Error(`No format is called ${id}`);
  const files = await format.write(net.source, options, engine);
  const target = join(home, `net${written++}${format.extension}`);
  const path = await (format.shape === 'file' ? writeFile : writeFolder)(target, files, false);
  const pixels = packed(net.pixels, [pictureCount, ...net.source.inputShape]);
  const scaling = options.hasPreprocessing ? { scale: 1, offset: 0 } : net.source.preprocessing;
  const order = id === 'onnx' ? options.imageOrder : 'NHWC';
  const process = judge === 'tensorflow' || judge === 'onnxruntime' ? python : node;
  const question = { kind: 'predict', judge, path, pixels, order, ...scaling };
  const answer: KerasAnswer = (await process?.ask(question)) ?? { error: noKerasReason };
  expect(answer.error).toBeUndefined();
  return floats(answer.numbers?.[0] ?? packed(new Float32Array(0), [0]));
}

describe(`graphs and scripts (nets from seed ${netSeed})`, () => {
  const cases = formatCases().map((net, index) => ({ name: net.name, net, index }));
  for (const one of judged) {
    let tally: Tally | null = null;
    it.for(cases)(`${one.id}, ${one.judge}: $name`, async ({ net, index }, { skip }) => {
      skip(versions[one.judge] === undefined, `${one.title} is not there`);
      const found = await predicted(one, net, optionsOf(index));
      const wanted = net.expected();
      const difference = expectAlike(`${one.id}, ${net.name}`, { found, wanted }, one.bar);
      tally ??= new Tally(`${one.id} by ${one.title} ${versions[one.judge]}`, 'absolute');
      const [subject = ''] = net.name.split(' ');
      tally.count({ subject, name: net.name }, wanted.length, difference);
    });
    it(`${one.id}, ${one.judge}: is counted in the table`, ({ skip, task }) => {
      skip(tally === null, 'nothing was compared');
      task.meta.tally = tally?.rows ?? [];
    });
  }
});
