import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Ending, tatami } from '../../../integration/cli/tatami.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-usage-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const environment = { TATAMI_HOME: home };

/** The words on stderr of a command that is expected to fail with a code. */
async function refusal(code: number, ...args: readonly string[]): Promise<string> {
  const ending = await tatami(args, environment);
  expect(ending.code, ending.stderr).toBe(code);
  expect(ending.stdout).toBe('');
  return ending.stderr;
}

describe('the command line', () => {
  it('shows the commands of this version, with examples, in both languages', async () => {
    const [english, japanese] = await Promise.all([
      tatami(['--help'], environment),
      tatami(['--help', '--lang', 'ja'], environment),
    ]);
    expect(english).toMatchObject({ code: 0, stderr: '' });
    expect(english.stdout).toMatch(/^Usage: tatami/);
    expect(japanese.stdout).toMatch(/^使い方：/);
    for (const { stdout } of [english, japanese]) {
      for (const name of [
        'demo',
        'labs',
        'run',
        'compare',
        'resume',
        'repeat',
        'history',
        'errors',
        'diagnose',
        'export',
        'import',
        'report',
        'backup',
        'restore',
        'data',
        'doctor',
      ]) {
        expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
      }
      expect(stdout).not.toMatch(/^ {2}predict /m);
    }
  });

  it('prints its version', async () => {
    const { stdout } = await tatami(['-V'], environment);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('answers a wrong usage with code 2, the reason and the help to look at', async () => {
    expect(await refusal(2, 'rnu')).toContain('There is no command rnu. Did you mean run?');
    expect(await refusal(2, 'run', 'mlp', '--epoch', '3')).toContain('Did you mean --epochs?');
    expect(await refusal(2, 'run')).toContain('The argument <lab> is missing.');
    expect(await refusal(2, 'run', 'mlp', 'more')).toContain('too many arguments: more');
    expect(await refusal(2, 'run', 'mlp', '--seed')).toContain('--seed <n> needs a value');
    expect(await refusal(2, 'run', 'mlp', '--seed', '１')).toContain('tatami run --help');
    expect(await refusal(2, 'export', 'abcd', '--format', 'twn', '--out', 'x')).toContain(
      'Did you mean twin?',
    );
    expect(await refusal(2, '--lang', 'fr', 'labs')).toContain('takes one of: ja, en (received: fr)');
    expect(await refusal(2)).toMatch(/^Usage: tatami/);
  });

  it('answers a wrong usage in Japanese where the locale is Japanese', async () => {
    const { code, stderr } = await tatami(['rnu'], { ...environment, LANG: 'ja_JP.UTF-8' });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^エラー：コマンド rnu はありません。もしかして：run\n対処：/);
  });

  it('answers bad input with code 3 and what to do', async () => {
    expect(await refusal(3, 'run', 'nope')).toContain('Ready-made labs: softmax-regression, ');
    expect(await refusal(3, 'run', 'mnist-cn')).toContain('Did you mean “mnist-cnn”?');
    expect(await refusal(3, 'compare', 'mlp', '--optimizers', 'SGD,Adma')).toContain('“Adam”');
    expect(await refusal(3, 'run', 'mlp', '--set', 'loss=hinje')).toContain('“Hinge”');
    expect(await refusal(3, 'run', 'optimizer-race')).toContain('tatami compare optimizer-race');
    expect(await refusal(3, 'compare', 'mlp')).toContain('--optimizers');
    expect(await refusal(3, 'run', 'mlp', '--epochs', '0')).toContain('epochs is 0');
    expect(await refusal(3, 'run', 'mlp', '--set', 'optimizer.learning_rat=1')).toContain('“learning_rate”');
    expect(await refusal(3, 'history', 'show', 'abcd')).toContain('“abcd”');
  });

  it('writes nothing for a document that it refuses', async () => {
    const untouched = mkdtempSync(join(tmpdir(), 'tatami-untouched-'));
    for (const setting of ['epochs=0', 'optimizer.learning_rate=0,01', 'layers.dense.units=-1', 'seed=-1']) {
      const ending = await tatami(['run', 'mlp', '--set', setting], { TATAMI_HOME: untouched });
      expect(ending.code, ending.stderr).toBe(3);
      expect(readdirSync(untouched)).toEqual([]);
    }
    rmSync(untouched, { recursive: true });
  });

  it('prints exactly one JSON document with --json, also for an error', async () => {
    const failed = await tatami(['run', 'nope', '--json'], environment);
    expect(failed.code).toBe(3);
    expect(JSON.parse(failed.stdout)).toMatchObject({
      error: { code: 'command.no-such-lab', details: { name: 'nope' } },
    });
    const wrong = await tatami(['--json', 'rnu'], environment);
    expect(JSON.parse(wrong.stdout)).toMatchObject({ error: { code: 'command.wrong-usage' } });
    const missing = await tatami(['--json'], environment);
    expect(missing.code).toBe(2);
    expect(JSON.parse(missing.stdout)).toMatchObject({ error: { code: 'command.wrong-usage' } });
    const listed = await tatami(['labs', '--json'], environment);
    const { labs } = JSON.parse(listed.stdout) as { labs: { id: string; kind: string }[] };
    expect(labs).toContainEqual(expect.objectContaining({ id: 'optimizer-race', kind: 'comparison' }));
  });

  it('writes no control code where there is no terminal', async () => {
    const endings: Ending[] = [
      await tatami(['labs'], environment),
      await tatami(['history', 'list'], environment),
    ];
    for (const { stdout, stderr } of endings) expect(stdout + stderr).not.toContain('\u001b');
  });
});
