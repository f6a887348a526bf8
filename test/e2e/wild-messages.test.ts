import { describe, expect, it } from 'vitest';
import { randomStream, type RandomStream } from '../../src/shared/random.ts';
import { canSeeProcesses, labProcessOf } from './processes.ts';
import { useTatami } from './tatami-window.ts';

const tatami = useTatami();
const seed = 20_261_125;
const count = 500;

/** Commands that open a dialog, which would wait for a person. */
const asking: ReadonlySet<string> = new Set([
  'chooseFile',
  'chooseExportFolder',
  'saveFile',
  'exportRunFile',
]);

/** A value of any kind that crosses a process boundary, as the page would write it: JavaScript, not only JSON. */
function wildValue(stream: RandomStream, depth = 0): string {
  const pick = <T>(values: readonly T[]): T => values[stream.below(values.length)] as T;
  const many = (make: () => string): string => Array.from({ length: stream.below(4) }, make).join(',');
  const plain = [
    ...['null', 'undefined', 'true', 'NaN', '-1', '1e308', '9007199254740993', '2 ** 53', '0.5', '123n'],
    ...['""', '"run"', '"../../etc/passwd"', '"x".repeat(100000)', '"\\u0000"', '"__proto__"', 'new Date(0)'],
    ...['new Map([[1, 2]])', 'new Uint8Array(9)', 'new Float32Array(3)', 'new Error("no")', '/x/g'],
    ...['() => 1', 'Symbol("s")', 'document.body', 'window', 'new ArrayBuffer(8)', 'Promise.resolve(1)'],
  ];
  if (depth > 2 || stream.below(3) > 0) return pick(plain);
  const key = (): string => pick(['"id"', '"name"', '"__proto__"', '"constructor"', '"language"', '"0"']);
  return stream.below(2) === 0
    ? `[${many(() => wildValue(stream, depth + 1))}]`
    : `({${many(() => `[${key()}]: ${wildValue(stream, depth + 1)}`)}})`;
}

describe('messages of the wrong shape', () => {
  it('are answered as such, by name of the field', async () => {
    const answers = await tatami.page.evaluate(async () => {
      const call = window.lab.call as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
      return [
        await call['saveSettings']?.({ language: 'fr' }),
        await call['chooseFile']?.('everything'),
        await call['readDocument']?.(7),
        await call['saveFile']?.('x.json', 'text'),
        await call['facts']?.('too', 'many'),
      ];
    });
    const path = expect.stringMatching(/^args/) as string;
    for (const answer of answers) {
      const details = expect.objectContaining({ path }) as object;
      expect(answer).toMatchObject({ ok: false, error: { code: 'process.bad-request', details } });
    }
  });

  it(`never take the app down: ${count} over all commands`, async ({ annotate }) => {
    const stream = randomStream(seed, 'wild messages');
    const all = await tatami.page.evaluate(() => Object.keys(window.lab.call));
    const names = all.filter((name) => !asking.has(name));
    expect(all.length - names.length).toBe(asking.size);
    const calls = Array.from({ length: count }, () => {
      const args = Array.from({ length: stream.below(5) }, () => wildValue(stream)).join(',');
      return `[${JSON.stringify(names[stream.below(names.length)])}, () => [${args}]]`;
    });
    const before = canSeeProcesses ? labProcessOf(tatami.home) : null;
    const { outcomes, faults } = await tatami.page.evaluate<{
      readonly outcomes: Readonly<Record<string, number>>;
      readonly faults: readonly string[];
    }>(`(async () => {
      const outcomes = {};
      const faults = [];
      for (const [name, args] of [${calls.join(',')}]) {
        let outcome = 'not cloned';
        try {
          const answer = await window.lab.call[name](...args());
          outcome = answer.ok ? 'answered' : answer.error.code;
        } catch {}
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
        if (/unexpected|gone/.test(outcome)) faults.push(name + ' ' + args);
      }
      return { outcomes, faults };
    })()`);
    await annotate(`seed ${seed}: ${JSON.stringify(outcomes)}`);
    expect(Object.values(outcomes).reduce((sum, one) => sum + one, 0)).toBe(count);
    expect(faults).toEqual([]);
    expect(canSeeProcesses ? labProcessOf(tatami.home) : null).toBe(before);
    expect(await tatami.page.evaluate(async () => (await window.lab.call.facts()).ok)).toBe(true);
  });

  it('that are no requests at all are dropped', async () => {
    const pid = tatami.process.pid;
    const answered = await tatami.app.evaluate(async ({ BrowserWindow, ipcMain }) => {
      const [window] = BrowserWindow.getAllWindows();
      const event = { sender: window?.webContents, senderFrame: window?.webContents.mainFrame };
      for (const message of [
        null,
        7,
        'call',
        [],
        { kind: 'call' },
        { kind: 'call', id: -1, command: 'x', args: [] },
      ]) {
        ipcMain.emit('tatami:page', event, message);
      }
      return 'alive';
    });
    expect(answered).toBe('alive');
    expect(tatami.process.pid).toBe(pid);
    expect(await tatami.page.evaluate(async () => (await window.lab.call.facts()).ok)).toBe(true);
  });
});
