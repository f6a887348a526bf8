import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findDocument, readLabs } from '../../../../src/main/labs/labs-catalogue.ts';

const labsFolder = join(import.meta.dirname, '../../../../resources/labs');
const folder = mkdtempSync(join(tmpdir(), 'tatami-labs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileWith(text: string): string {
  const path = join(folder, `${crypto.randomUUID()}.json`);
  writeFileSync(path, text);
  return path;
}

describe('the ready-made labs', () => {
  it('are those of the lecture, in its order', async () => {
    const ids = (await readLabs(labsFolder)).map(({ id }) => id);
    expect(ids).toEqual([
      'softmax-regression',
      'linear-collapse',
      'batch-size',
      'mlp',
      'optimizer-race',
      'separable-convolution',
      'mnist-cnn-slides',
      'dropout-pair',
      'augmentation',
      'mnist-cnn',
      'fashion-cnn',
      'cifar100-cnn',
      'tatami100-cnn',
      'residual-net',
    ]);
  });

  it('may be joined by labs outside the lecture, which come last by their ids', async () => {
    const own = mkdtempSync(join(folder, 'labs-'));
    const { document } = await findDocument('mlp', labsFolder);
    const words = { ja: '題', en: 'title' };
    for (const [id, order] of [['b'], ['a'], ['z', 3], ['y', 20]] as const) {
      const lab = { id, order, title: words, description: words, document };
      writeFileSync(join(own, `${id}.json`), JSON.stringify(lab));
    }
    expect((await readLabs(own)).map(({ id }) => id)).toEqual(['z', 'y', 'a', 'b']);
  });
});

describe('a document that a user names', () => {
  it('is a ready-made lab or a file with an experiment, a comparison or a lab', async () => {
    const { document } = await findDocument('mnist-cnn', labsFolder);
    expect(await findDocument(fileWith(JSON.stringify(document)), labsFolder)).toMatchObject({ document });
    const race = join(labsFolder, 'optimizer-race.json');
    expect((await findDocument(race, labsFolder)).document.tatami).toBe('comparison');
  });

  it('may begin with a byte order mark', async () => {
    const { document } = await findDocument('mlp', labsFolder);
    const path = fileWith(`\ufeff${JSON.stringify(document)}`);
    expect((await findDocument(path, labsFolder)).document).toEqual(document);
  });

  it('is proposed where its name is nearly right', async () => {
    await expect(findDocument('optimiser-race', labsFolder)).rejects.toThrow(/Did you mean “optimizer-race”/);
  });

  it('is refused in words: unknown, a folder, too large, no JSON', async () => {
    const refusals = {
      'no-such-thing': 'command.no-such-lab',
      'mnist-cn': 'command.misspelt-lab',
      [folder]: 'command.not-a-file',
      [fileWith(' '.repeat(3_000_001))]: 'command.file-too-large',
      [fileWith('{"a":')]: 'spec.not-json',
      [fileWith('{"tatami":"recipe"}')]: 'spec.wrong-document',
    };
    for (const [name, code] of Object.entries(refusals)) {
      await expect(findDocument(name, labsFolder)).rejects.toMatchObject({ code });
    }
  });
});
