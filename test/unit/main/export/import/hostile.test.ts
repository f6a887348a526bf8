/** Model files that are wrong or made to harm (B33 to B40 of the plan of hostile input): each refused with one clear error. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { readModelFile, readWeightsFile } from '../../../../../src/main/export/import/read-model.ts';
import { unzip } from '../../../../../src/main/export/import/unzip.ts';
import { describeError, LabError } from '../../../../../src/shared/contract/errors.ts';
import { modelSchema } from '../../../../../src/shared/spec/model.ts';
import { type MadeEntry, makeZip } from '../../../../fixtures/zip-maker.ts';

const golden = fileURLToPath(new URL('../../../../golden/data/imports', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tatami-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sound = unzip(readFileSync(join(golden, 'activations.keras')), 'activations.keras');
const config = JSON.parse((sound.get('config.json') as Buffer).toString()) as ModelConfig;

interface LayerConfig {
  class_name: string;
  module?: unknown;
  registered_name?: unknown;
  config: Record<string, unknown>;
}

interface ModelConfig {
  class_name: string;
  config: { layers: LayerConfig[] };
}

let count = 0;

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, `${count++}-${name}`);
  writeFileSync(path, bytes);
  return path;
}

/** A `.keras` file with another description. */
function kerasWith(text: string | Uint8Array): string {
  const entries: MadeEntry[] = [...sound].map(([name, bytes]) => ({
    name,
    bytes: name === 'config.json' ? Buffer.from(text as string) : bytes,
  }));
  return file('model.keras', makeZip(entries));
}

/** A `.keras` file whose description was changed. */
function changed(change: (config: ModelConfig) => unknown): string {
  const copy = structuredClone(config);
  return kerasWith(JSON.stringify(change(copy) ?? copy));
}

/** A `.keras` file with another layer in place of its first Dense. */
function layer(
  className: string,
  settings: Record<string, unknown>,
  others: Partial<LayerConfig> = {},
): string {
  return changed(({ config: { layers } }) => {
    layers[2] = { class_name: className, config: { name: 'changed', ...settings }, ...others };
  });
}

/** A web model whose description was changed. */
function webModel(change: (description: WebModel) => void, extra: Uint8Array = new Uint8Array()): string {
  const path = join(folder, `${count++}-web`);
  cpSync(join(golden, 'web-model'), path, { recursive: true });
  const description = JSON.parse(readFileSync(join(path, 'model.json'), 'utf8')) as WebModel;
  change(description);
  writeFileSync(join(path, 'model.json'), JSON.stringify(description));
  const shard = join(path, 'group1-shard2of2.bin');
  writeFileSync(shard, Buffer.concat([readFileSync(shard), extra]));
  return path;
}

interface WebModel {
  weightsManifest: [{ paths: string[]; weights: { name: string; shape: unknown[]; dtype: string }[] }];
}

async function refusal(path: string): Promise<LabError> {
  const before = readdirSync(folder).length;
  const [result] = await Promise.allSettled([readModelFile(path)]);
  expect(readdirSync(folder)).toHaveLength(before);
  if (result.status === 'fulfilled') throw new Error(`${path} was read.`);
  const error: unknown = result.reason;
  if (!(error instanceof LabError)) throw error;
  for (const language of ['ja', 'en'] as const) {
    const { message, hint } = describeError(error, language);
    expect(message).not.toMatch(/\{\w+\}/);
    expect(hint.length).toBeGreaterThan(5);
  }
  return error;
}

async function expectRefusal(path: string, code: string, ...words: readonly string[]): Promise<void> {
  const { code: found, message } = await refusal(path);
  expect(found).toBe(code);
  for (const word of words) expect(message).toContain(word);
}

const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
const text = JSON.stringify(config);

describe('The description of a model', () => {
  it.each([
    '[]',
    'null',
    '7',
    '"model"',
    '',
    '{',
    '{"class_name":"Sequential"}',
    '{"class_name":"Sequential","config":{"layers":{}}}',
  ])('is refused where it is %s', async (bad) => {
    const { code } = await refusal(kerasWith(bad));
    expect(['import.bad-config', 'import.not-sequential']).toContain(code);
  });

  it('is refused where it is 10,000 levels deep', () =>
    expectRefusal(kerasWith(deep(10_000)), 'import.bad-config'));

  it('is refused in UTF-16, with half a character, and with NaN', async () => {
    await expectRefusal(kerasWith(Buffer.from(`\uFEFF${text}`, 'utf16le')), 'import.bad-config');
    await expectRefusal(
      kerasWith(Buffer.concat([Buffer.from(text), Buffer.from([0xed, 0xa0, 0x80])])),
      'import.bad-config',
    );
    await expectRefusal(
      kerasWith(text.replace('"trainable":true', '"trainable":NaN')),
      'import.bad-config',
      'JSON',
    );
  });

  it('is read with a byte-order mark', async () => {
    expect((await readModelFile(kerasWith(`\uFEFF${text}`))).model.layers.length).toBeGreaterThan(5);
  });

  it('is refused where a key appears twice', () =>
    expectRefusal(kerasWith(text.replace('{', '{"class_name":"Functional",')), 'import.bad-config', 'twice'));

  it.each(['__proto__', 'constructor', 'prototype'])('is refused with the key %s', async (key) => {
    await expectRefusal(kerasWith(text.replace('{', `{"${key}":{"x":1},`)), 'import.bad-config', key);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it.each(['__proto__', 'constructor', 'toString', 'Lambda', 'TFOpLambda', 'GRU', 'Evil'])(
    'is refused with a layer of the class %s, named with its place',
    (className) =>
      expectRefusal(layer(className, {}), 'import.unsupported-layer', 'Layer 3', '“changed”', className),
  );

  it('is refused with a class that only is called like one of Keras', async () => {
    await expectRefusal(
      layer('Dense', { units: 3 }, { registered_name: 'Evil>Dense' }),
      'import.unsupported-layer',
      'Evil',
    );
    await expectRefusal(layer('Dense', { units: 3 }, { module: 'os' }), 'import.unsupported-layer');
  });

  it.each([
    ['Dense', { units: 1e9 }],
    ['Dense', { units: -3 }],
    ['Dense', { units: 2.5 }],
    ['Dense', { units: '__import__("os")' }],
    ['Conv2D', { filters: 4, kernel_size: [99, 99], padding: 'valid' }],
    ['Conv2D', { filters: 4, kernel_size: 3, strides: 0 }],
    ['Dropout', { rate: 1 }],
    ['Dropout', { rate: -0.1 }],
  ])('is refused with a %s of %o', async (className, settings) => {
    expect((await refusal(layer(className, settings))).code).toMatch(/^spec\./);
  });

  it.each([
    [{ units: 7, activation: 'softplus' }, /^spec\./],
    [{ units: 7, activity_regularizer: 'l2' }, /^import.unsupported-setting$/],
    [{ units: 7, kernel_constraint: { class_name: 'MaxNorm', config: {} } }, /^import.unsupported-setting$/],
    [{ units: 7, dtype: 'float64' }, /^import.unsupported-setting$/],
    [{ units: 7, new_setting: 1 }, /^import.unsupported-setting$/],
  ])('is refused with a Dense of %o, which would compute something else', async (settings, code) => {
    expect((await refusal(layer('Dense', settings))).code).toMatch(code);
  });

  it('is refused with 10,000 layers', async () => {
    const path = changed(({ config: { layers } }) => {
      layers.push(
        ...Array.from({ length: 10_000 }, (_, index) => ({
          class_name: 'Flatten',
          config: { name: `f${index}` },
        })),
      );
    });
    await expectRefusal(path, 'import.bad-config', '2000 layers');
  });

  it.each([
    [[null, 1e9, 1e9, 3]],
    [[null, 8, 8, 2]],
    [[null, null, null, 3]],
    [[null, -8, 8, 3]],
    [[null, 8.5, 8, 3]],
    ['x'],
  ])('is refused with an input of %o', (shape) =>
    expectRefusal(
      changed((copy) => {
        Object.assign((copy.config.layers[0] as LayerConfig).config, { batch_shape: shape });
        Object.assign(copy, { build_config: {} });
        Object.assign(copy.config, { build_input_shape: null });
      }),
      'import.not-pictures',
    ),
  );
});

describe('A web model', () => {
  it.each(['../../x', '/etc/hostname', 'http://x/y.bin', '\\\\host\\share', 'C:\\x', 'a/b.bin', '..', ''])(
    'is refused with the file name %o',
    (path) =>
      expectRefusal(
        webModel(({ weightsManifest: [group] }) => (group.paths[1] = path)),
        'import.bad-manifest',
        'paths',
      ),
  );

  it.each([[[1e9]], [[2 ** 27, 2 ** 27]], [[-1, 3]], [[2.5]], [['3']]])(
    'is refused with a weight of %o',
    (shape) =>
      expectRefusal(
        webModel(({ weightsManifest: [{ weights }] }) => ((weights[0] as { shape: unknown }).shape = shape)),
        'import.bad-manifest',
      ),
  );

  it.each(['string', 'int32', 'complex64', 'float16'])('is refused with weights of the type %s', (dtype) =>
    expectRefusal(
      webModel(({ weightsManifest: [{ weights }] }) => ((weights[0] as { dtype: string }).dtype = dtype)),
      'import.bad-manifest',
    ),
  );

  it('is refused with one byte too many or too few', async () => {
    await expectRefusal(
      webModel(() => undefined, new Uint8Array(1)),
      'import.bad-manifest',
      'bytes',
    );
    const short = webModel(() => undefined);
    const shard = join(short, 'group1-shard2of2.bin');
    writeFileSync(shard, readFileSync(shard).subarray(1));
    await expectRefusal(short, 'import.bad-manifest', 'bytes');
  });

  it('is refused with weights that are no finite numbers', async () => {
    const path = webModel(() => undefined);
    const shard = join(path, 'group1-shard1of2.bin');
    writeFileSync(shard, Buffer.alloc(readFileSync(shard).length, 0xff));
    await expectRefusal(path, 'import.not-finite');
  });
});

describe('An archive', () => {
  const entry = (name: string, others: Partial<MadeEntry> = {}): MadeEntry => ({
    name,
    bytes: Buffer.from('{}'),
    ...others,
  });
  const zeros = (size: number): MadeEntry => ({
    name: 'a.npy',
    bytes: new Uint8Array(size),
    isDeflated: true,
  });

  it.each<[string, readonly MadeEntry[]]>([
    ['a name twice', [entry('config.json'), entry('config.json')]],
    ['a way out', [entry('../config.json')]],
    ['an absolute name', [entry('/config.json')]],
    ['a Windows name', [entry('a\\b.json')]],
    ['a drive', [entry('C:config.json')]],
    ['a wrong checksum', [entry('config.json', { checksum: 1 })]],
    ['a wrong size', [entry('config.json', { sizeBytes: 3 })]],
    ['encryption', [entry('config.json', { flags: 1 })]],
    ['a method of its own', [entry('config.json', { method: 12 })]],
    ['two names', [entry('config.json', { localName: 'other.json' })]],
    ['a bomb', [zeros(50_000_000)]],
    ['a hidden bomb', [{ ...zeros(50_000_000), sizeBytes: 100 }]],
    ['sizes beyond the limit', [{ ...zeros(1000), sizeBytes: 0xfffffff0 }]],
  ])('is refused with %s', (_, entries) =>
    expectRefusal(file('a.keras', makeZip(entries)), 'import.zip-broken'),
  );

  it('is refused where it is cut off or has something behind it', async () => {
    const whole = readFileSync(join(golden, 'flat.keras'));
    await expectRefusal(file('a.keras', whole.subarray(0, -10)), 'import.zip-broken');
    await expectRefusal(file('a.keras', Buffer.concat([whole, Buffer.from('x')])), 'import.zip-broken');
  });

  it('is refused with a program in it', () =>
    expectRefusal(
      file('a.keras', makeZip([...[...sound].map(([name, bytes]) => ({ name, bytes })), entry('run.py')])),
      'import.zip-broken',
      'run.py',
    ));
});

describe('Weights alone', () => {
  const known = {
    model: modelSchema.parse({
      layers: ['GlobalAveragePooling2D', { class_name: 'Dense', config: { units: 3 } }],
    }),
    inputShape: [8, 8, 4] as unknown as readonly [number, number, number],
  };
  const array = (header: string, data = new Uint8Array(48)): string => {
    const start = Buffer.from([
      0x93,
      0x4e,
      0x55,
      0x4d,
      0x50,
      0x59,
      1,
      0,
      header.length & 255,
      header.length >> 8,
    ]);
    return file(
      'w.npz',
      makeZip([{ name: 'dense/kernel.npy', bytes: Buffer.concat([start, Buffer.from(header), data]) }]),
    );
  };
  const codeOf = async (path: string): Promise<string> => {
    const [result] = await Promise.allSettled([readWeightsFile(path, known)]);
    return result.status === 'rejected' && result.reason instanceof LabError
      ? result.reason.code
      : String(result.status);
  };

  it.each([
    "{'descr': '|O', 'fortran_order': False, 'shape': (4, 3), }\n",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (4, 3), }\n",
    "{'descr': '>f4', 'fortran_order': False, 'shape': (4, 3), }\n",
    "{'descr': '<U12', 'fortran_order': False, 'shape': (1,), }\n",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (4, 99999999), }\n",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (-4, 3), }\n",
    "{'descr': '<f4', 'fortran_order': __import__('os'), 'shape': (4, 3), }\n",
    "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (4, 3), }\n",
    'x'.repeat(20_000),
  ])('are refused with the array header %s', async (header) => {
    expect(await codeOf(array(header))).toBe('import.npy-broken');
  });

  it('are refused where they belong to another net', async () => {
    const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }\n";
    expect(await codeOf(array(header))).toBe('import.weights-missing');
  });

  it.each([
    ['soft', 'import.hdf5-unsupported'],
    ['external', 'import.hdf5-unsupported'],
    ['compressed', 'import.hdf5-unsupported'],
    ['elsewhere', 'import.hdf5-unsupported'],
    ['virtual', 'import.hdf5-unsupported'],
    ['unwritten', 'import.hdf5-unsupported'],
    ['integers', 'import.weights-missing'],
  ])('are refused in an HDF5 file with values that are %s', async (name, code) => {
    expect(await codeOf(join(golden, 'hostile', `${name}.weights.h5`))).toBe(code);
  });

  it('are no model by themselves', () =>
    expectRefusal(join(golden, 'plain.weights.h5'), 'import.weights-only'));
});

describe('Something else', () => {
  it('is refused: no file, a text, a picture, nothing, a folder without a model', async () => {
    await expectRefusal(join(folder, 'nowhere.keras'), 'import.unreadable', 'ENOENT');
    await expectRefusal(file('a.keras', 'import os'), 'import.unknown-format');
    await expectRefusal(file('a.h5', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')), 'import.unknown-format');
    await expectRefusal(file('a.h5', ''), 'import.unknown-format');
    mkdirSync(join(folder, 'empty'));
    await expectRefusal(join(folder, 'empty'), 'import.unreadable');
  });

  it('is refused: a device, which would never end', ({ skip }) => {
    skip(process.platform === 'win32', 'Windows has no such device');
    return expectRefusal('/dev/zero', 'import.not-a-file');
  });
});
