import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { tfjsModel } from '../../../../../src/main/export/formats/tfjs/model-json.ts';
import { offlinePage } from '../../../../../src/main/export/formats/tfjs/offline-page.ts';
import { tfjsReadme } from '../../../../../src/main/export/formats/tfjs/readme.ts';
import { aboutExport } from '../../../../../src/main/export/formats/about.ts';
import { resizing, widened } from '../../../../../src/main/export/formats/tfjs/kernels.ts';
import { exportedNet, layerSettings } from '../../../../fixtures/exported-nets.ts';

const installed = createRequire(import.meta.url)('@tensorflow/tfjs/package.json') as { version: string };
const options = { hasPreprocessing: true, imageOrder: 'NHWC' } as const;

describe('a layers model of TF.js', () => {
  it('gives every layer a name that TF.js takes, and each of them once', () => {
    const { source } = exportedNet(layerSettings['Residual with an identity'] ?? []);
    const { weights, json } = tfjsModel(source, options);
    const names = JSON.stringify(json).match(/(?<="config":\{"name":")[^"]+/g) ?? [];
    expect(new Set(names).size).toBe(names.length);
    for (const name of [...names, ...weights.map((weight) => weight.name)])
      expect(name).toMatch(/^[A-Za-z0-9][-A-Za-z0-9._/]*$/);
  });

  it('carries classes and superclasses as metadata', () => {
    const { source } = exportedNet([]);
    expect(tfjsModel(source, options).json).toMatchObject({
      userDefinedMetadata: { classes: source.taxonomy.classes, superclassOf: [0, 1, 1, 0] },
    });
  });
});

describe('the page beside it', () => {
  it('holds the licences of TF.js and of what is inside it, for they travel together', async () => {
    const { source } = exportedNet([]);
    const about = aboutExport(source, options);
    const files = await offlinePage('net', tfjsModel(source, options), about);
    const text = (name: string): string =>
      (files.find((file) => file.name === name)?.pieces ?? []).map(String).join('');
    expect(text('tf.min.js')).toContain('Apache License, Version 2.0');
    const version = /^- `tf\.min\.js` is TensorFlow\.js (\S+),/m.exec(tfjsReadme(source))?.[1] ?? '';
    expect(version).toBe(installed.version);
    expect(text('tf.min.js.LICENSE.txt')).toContain(`TensorFlow.js ${version}`);
    for (const words of ['END OF TERMS AND CONDITIONS', 'MIT License', 'David Bau', 'Daniel Wirtz', 'Keras'])
      expect(text('tf.min.js.LICENSE.txt')).toContain(words);
  });
});

describe('weights in another form', () => {
  it('of a dilated kernel stand apart with zeros between', () => {
    const wide = widened({ shape: [2, 1, 1, 1], data: Float32Array.of(3, 4) }, [2, 3]);
    expect(wide).toEqual({ shape: [3, 1, 1, 1], data: Float32Array.of(3, 0, 4) });
  });

  it('of a resizing add up to 1 for each pixel that comes out', () => {
    const { data } = resizing(5, 3);
    for (let target = 0; target < 3; target++) {
      const column = data.filter((_, index) => index % 3 === target);
      expect(column.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
    }
  });
});
