import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { onnxFile, onnxFormat } from '../../../../../src/main/export/formats/onnx/onnx.ts';
import { readModel } from '../../../../../src/main/export/formats/reading/onnx/model.ts';
import type { EnginePort } from '../../../../../src/shared/contract/engine.ts';
import type { ExportOptions } from '../../../../../src/shared/contract/trained-model.ts';
import { exportedNet, layerSettings } from '../../../../fixtures/exported-nets.ts';

const options: ExportOptions = { hasPreprocessing: true, imageOrder: 'NHWC' };
const { source, pixels } = exportedNet(layerSettings['Conv2D, same, stride 2'] ?? []);
const home = mkdtempSync(join(tmpdir(), 'tatami-onnx-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** What the interpreter says of a file with these bytes. */
async function refusalOf(bytes: Uint8Array): Promise<unknown> {
  const path = join(home, 'net.onnx');
  writeFileSync(path, bytes);
  const written = { path, source, options, engine: {} as EnginePort };
  return onnxFormat.reader?.predict(written, { count: 6, pixels }).catch((error: unknown) => error);
}

describe('an ONNX file', () => {
  it('names its classes, their superclasses, the order of its axes and the run', () => {
    const { metadata, input, output } = readModel(onnxFile(source, options));
    expect(JSON.parse(metadata.get('classes') ?? '')).toEqual(source.taxonomy.classes);
    expect(JSON.parse(metadata.get('superclass_of') ?? '')).toEqual([0, 1, 1, 0]);
    expect(metadata.get('image_order')).toBe('NHWC');
    expect(metadata.get('run')).toBe(source.runId);
    expect(input).toEqual({ name: 'images', shape: [0, 9, 8, 3] });
    expect(output).toBe('outputs');
  });

  it('takes its pictures without a transposition where the channels come first', () => {
    const first = readModel(onnxFile(source, { ...options, imageOrder: 'NCHW' }));
    expect(first.input.shape).toEqual([0, 3, 9, 8]);
    expect(first.nodes[0]?.operation).toBe('Mul');
    expect(first.metadata.get('image_order')).toBe('NCHW');
  });

  it('pads as TensorFlow does: the odd pixel stands at the end', () => {
    const conv = readModel(onnxFile(source, options)).nodes.find(({ operation }) => operation === 'Conv');
    expect(conv?.attributes.get('pads')?.ints).toEqual([2, 1, 2, 1]);
  });

  it('that is cut short or holds something else is refused in words', async () => {
    const bytes = onnxFile(source, options);
    for (const broken of [bytes.subarray(0, bytes.length - 3), new Uint8Array(), Buffer.from('no model')])
      expect(await refusalOf(broken)).toMatchObject({ code: 'export.unreadable' });
  });
});
