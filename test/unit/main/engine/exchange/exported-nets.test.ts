import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../../../../src/main/engine/engine.ts';
import { livePrograms, liveTensors } from '../../../../../src/main/engine/native/program.ts';
import { writeFile, writeFolder } from '../../../../../src/main/export/folder.ts';
import type { ExportFormat } from '../../../../../src/main/export/formats/format.ts';
import { onnxFormat } from '../../../../../src/main/export/formats/onnx/onnx.ts';
import { savedModelFormat } from '../../../../../src/main/export/formats/savedmodel/savedmodel.ts';
import { tfjsFormat } from '../../../../../src/main/export/formats/tfjs/tfjs.ts';
import { typescriptFormat } from '../../../../../src/main/export/formats/typescript/typescript.ts';
import type { ExportOptions } from '../../../../../src/shared/contract/trained-model.ts';
import {
  type ExportedNet,
  exportedNet,
  layerSettings,
  pictureCount,
} from '../../../../fixtures/exported-nets.ts';

const engine = createEngine({
  openImages: () => Promise.reject(new Error('no data set is needed')),
  appVersion: 'test',
});
const home = mkdtempSync(join(tmpdir(), 'tatami-nets-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const small: ExportOptions = { hasPreprocessing: false, imageOrder: 'NHWC', comments: 'en' };
const formats = [savedModelFormat, onnxFormat, tfjsFormat, typescriptFormat];
let count = 0;

/** Largest difference of a probability between the net and what its reader finds in the written file. */
async function gap(format: ExportFormat, net: ExportedNet, options: ExportOptions): Promise<number> {
  const files = await format.write(net.source, options, engine);
  const target = join(home, `net${count++}${format.extension}`);
  const path = await (format.shape === 'file' ? writeFile : writeFolder)(target, files, true);
  const pictures = { count: pictureCount, pixels: net.pixels };
  const found = await format.reader?.predict({ path, source: net.source, options, engine }, pictures);
  const expected = net.expected();
  expect(found?.length).toBe(expected.length);
  return expected.reduce(
    (most, value, index) => Math.max(most, Math.abs(value - (found?.[index] ?? NaN))),
    0,
  );
}

describe.for(formats.map((format) => ({ id: format.id, format })))(
  'a net in the format $id',
  ({ format }) => {
    it.for(Object.entries(layerSettings))('predicts the same with %s', async ([, layers]) => {
      expect(await gap(format, exportedNet(layers), small)).toBeLessThan(2e-6);
    });

    it('takes the scaling of the pixels along where it is asked to', async () => {
      const net = exportedNet(layerSettings['Conv2D, dilated'] ?? []);
      expect(await gap(format, net, { ...small, hasPreprocessing: true })).toBeLessThan(2e-6);
    });

    it('is the same bytes every time', async () => {
      const net = exportedNet(layerSettings['Residual with a projection'] ?? []);
      const bytes = async (): Promise<Buffer> =>
        Buffer.concat(
          (await format.write(net.source, small, engine)).flatMap(({ pieces }) =>
            pieces.map((piece) => Buffer.from(piece as Uint8Array)),
          ),
        );
      expect((await bytes()).equals(await bytes())).toBe(true);
    });
  },
);

describe('an ONNX file', () => {
  it('takes pictures with their channels first where it is asked to', async () => {
    const net = exportedNet(layerSettings['AveragePooling2D, same'] ?? []);
    expect(await gap(onnxFormat, net, { ...small, imageOrder: 'NCHW' })).toBeLessThan(2e-6);
  });
});

describe('the readers of TensorFlow', () => {
  it('leave no tensor and no session behind', async () => {
    const net = exportedNet(layerSettings['Conv2D, same, stride 2'] ?? []);
    await gap(savedModelFormat, net, small);
    const before = [liveTensors(), livePrograms()];
    await gap(savedModelFormat, net, small);
    await gap(tfjsFormat, net, small);
    expect([liveTensors(), livePrograms()]).toEqual(before);
  });

  it('say of a folder that holds no model that it cannot be read', async () => {
    const { source, pixels } = exportedNet([]);
    for (const format of ['savedmodel', 'tfjs'] as const) {
      const job = {
        format,
        path: join(home, 'nothing'),
        inputShape: source.inputShape,
        preprocessing: null,
        pixels,
      };
      await expect(engine.predictFile(job)).rejects.toMatchObject({ code: 'export.unreadable' });
    }
  });
});
