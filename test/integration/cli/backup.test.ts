import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunDocument } from '../../../src/main/cli/run-document.ts';
import { type Ending, tatami } from './tatami.ts';

const folder = mkdtempSync(join(tmpdir(), 'tatami-backup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const home = join(folder, 'home');
const there = join(folder, 'there');
const experiment = {
  ...{ tatami: 'experiment', version: 1, name: '畳 🍵', dataset: { id: 'mnist', train: 120, test: 20 } },
  model: { layers: ['Flatten', { class_name: 'Dense', config: { units: 10, activation: 'softmax' } }] },
  ...{ loss: 'categorical_crossentropy', optimizer: 'adam', epochs: 1, batch_size: 32 },
};

function inHome(place: string, ...args: readonly string[]): Promise<Ending> {
  return tatami([...args, '--home', place, '--json']);
}

async function answered<T>(ending: Promise<Ending>): Promise<T> {
  const { code, stdout, stderr } = await ending;
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as T;
}

describe('`tatami backup` and `tatami restore`', () => {
  let run: RunDocument;
  const file = join(folder, 'バックアップ 🍵.tar');
  beforeAll(async () => {
    const document = join(folder, 'experiment.json');
    writeFileSync(document, JSON.stringify(experiment));
    run = await answered<RunDocument>(inHome(home, 'run', document));
  });

  it('carry a run to another home, with the weights that it ended with', async () => {
    const written = await answered<{ checkpoints: number }>(inHome(home, 'backup', file));
    expect(written.checkpoints).toBeGreaterThan(0);
    await expect(inHome(home, 'backup', file)).resolves.toMatchObject({ code: 3 });
    expect(await answered(inHome(there, 'restore', file))).toMatchObject({ runs: 1, sideCopy: null });
    const shown = await answered<RunDocument>(inHome(there, 'history', 'show', run.run));
    expect(shown).toMatchObject({ run: run.run, name: '畳 🍵' });
    const twin = join(folder, 'twin');
    await answered(inHome(there, 'export', run.run, '--format', 'twin', '--out', twin));
    expect(readdirSync(twin)).toContain('final_weights.npz');
  });

  it('keep what was there before under another name, and say where', async () => {
    await answered(inHome(there, 'history', 'note', run.run, 'written later'));
    const restored = await tatami(['restore', file, '--home', there]);
    expect(restored.code, restored.stderr).toBe(0);
    const [, sideCopy = ''] = /kept as (\S+);/.exec(restored.stdout) ?? [];
    const note = async (place: string): Promise<string> =>
      (await answered<{ note: string }>(inHome(place, 'history', 'show', run.run))).note;
    expect(await note(there)).toBe('');
    expect(await note(sideCopy)).toBe('written later');
  });
});

describe('`tatami history export` and `import`', () => {
  it('carry a run with its weights to another computer, by one `.tatami` file', async () => {
    const { runs } = await answered<{ runs: { id: string }[] }>(inHome(home, 'history', 'list'));
    const id = runs[0]?.id ?? '';
    const file = join(folder, '実行.tatami');
    const written = await answered(inHome(home, 'history', 'export', id, file));
    expect(written).toMatchObject({ runs: [id], weights: 1, datasets: [] });
    const again = await inHome(home, 'history', 'export', id, file);
    expect(again.code).toBe(3);
    expect(again.stdout).toContain('export.exists');
    const elsewhere = join(folder, 'elsewhere');
    expect(await answered(inHome(elsewhere, 'history', 'import', file))).toMatchObject({ run: id });
    const twin = join(folder, 'twin-elsewhere');
    await answered(inHome(elsewhere, 'export', id, '--format', 'twin', '--out', twin));
    expect(readdirSync(twin)).toContain('final_weights.npz');
  });

  it('carry a run that was trained on, with the weights that it began from: it is repeated there', async () => {
    const { runs } = await answered<{ runs: { id: string }[] }>(inHome(home, 'history', 'list'));
    const first = runs[0]?.id ?? '';
    const { run } = await answered<RunDocument>(inHome(home, 'run', '--from', first));
    const file = join(folder, 'trained-on.tatami');
    await answered(inHome(home, 'history', 'export', run, file));
    const elsewhere = join(folder, 'fresh');
    await answered(inHome(elsewhere, 'history', 'import', file));
    const repeated = await inHome(elsewhere, 'repeat', run);
    expect(repeated.code, repeated.stderr).toBe(0);
    const bare = join(folder, 'bare');
    await answered(inHome(home, 'history', 'export', run, file, '--no-weights', '--force'));
    await answered(inHome(bare, 'history', 'import', file));
    const refused = await inHome(bare, 'repeat', run);
    expect(refused.stdout + refused.stderr).toContain('engine.no-stored-weights');
  });

  it('say it where the file is damaged or foreign', async () => {
    const noise = join(folder, 'noise.tatami');
    writeFileSync(noise, Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(1000)]));
    const refused = await tatami(['history', 'import', noise, '--home', there, '--lang', 'ja']);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('壊れている');
  });
});
