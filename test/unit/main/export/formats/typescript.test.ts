import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeFolder } from '../../../../../src/main/export/folder.ts';
import { typescriptFormat } from '../../../../../src/main/export/formats/typescript/typescript.ts';
import type { EnginePort } from '../../../../../src/shared/contract/engine.ts';
import { exportedNet, layerSettings } from '../../../../fixtures/exported-nets.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-typescript-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('a net in TypeScript', () => {
  it('prints the classes of a picture when Node runs it, and refuses one of another size', async () => {
    const { source, pixels } = exportedNet(layerSettings['Residual with a projection'] ?? []);
    const options = { hasPreprocessing: false, imageOrder: 'NHWC' } as const;
    const files = await typescriptFormat.write(source, options, {} as EnginePort);
    const folder = await writeFolder(join(home, '畳 net'), files, false);
    const run = (bytes: Uint8Array): string => {
      const picture = join(home, 'picture.ppm');
      writeFileSync(picture, bytes);
      const door = join(folder, 'predict.ts');
      return execFileSync(process.execPath, [door, picture], { encoding: 'utf8', stdio: 'pipe' });
    };
    const picture = pixels.subarray(0, 9 * 8 * 3);
    const lines = run(picture).trim().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines.join()).toContain('りんご 🍎 (red)');
    expect(run(Buffer.concat([Buffer.from('P6\n8 9\n255\n'), picture]))).toBe(`${lines.join('\n')}\n`);
    expect(() => run(picture.subarray(1))).toThrow(/9 x 8 x 3/);
  });
});
