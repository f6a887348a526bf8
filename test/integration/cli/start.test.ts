import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTatami } from './tatami.ts';

let home = '';
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'tatami-start-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

describe('tatami start', () => {
  it.each([
    ['en', /no display.*demo/, /Stopping/],
    ['ja', /画面がない.*demo/, /停止/],
  ])(
    'says without a display that there is none, and runs the demo (%s)',
    async (lang, noDisplay, stopping) => {
      const command = startTatami(['start', '--home', home, '--lang', lang]);
      await command.whenSaid(noDisplay);
      await command.whenSaid(/1d07c5a7acd5|initial weights|初期重み/);
      command.child.kill('SIGINT');
      const { code, stderr } = await command.ended;
      expect(stderr).toMatch(stopping);
      expect(code).toBe(130);
    },
  );
});
