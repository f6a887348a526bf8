import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { importsOf } from './imports.ts';
import { judgeImport, roomOf } from './layers.ts';
import { projectRoot, sourceFiles } from './project-files.ts';
import { findViolations } from './violations.ts';

const judge = (file: string, specifier: string, isTypeOnly = false): string | null =>
  judgeImport({ file, specifier, isTypeOnly });

describe('the source tree', () => {
  const files = sourceFiles('src', 'scripts', 'bin');

  it('has a room for every file', () => {
    const homeless = files.map(({ path }) => path).filter((path) => roomOf(path) === null);
    expect(homeless).toEqual([]);
  });

  it('imports and calls only what its layers allow', () => {
    const violations = files.flatMap(({ path, text }) =>
      findViolations(path, text).map(({ message }) => `${path}: ${message}`),
    );
    expect(violations).toEqual([]);
  });

  it('keeps each heavy library in one room', () => {
    const owners = (library: RegExp): string[] => {
      const users = files.filter(({ path, text }) =>
        importsOf(path, text).some(({ specifier }) => library.test(specifier)),
      );
      return [...new Set(users.map(({ path }) => roomOf(path) ?? path))];
    };
    expect(owners(/^@tensorflow\//)).toEqual(['engine']);
    expect(owners(/^better-sqlite3$/)).toEqual(['history']);
    expect(owners(/^chart\.js/)).toEqual(['charts']);
    expect(owners(/^electron$/).toSorted()).toEqual(['preload', 'shell', 'window']);
    expect(owners(/^(@codemirror|@lezer)\//).filter((room) => room !== 'editor')).toEqual([]);
  });
});

describe('the table of layers', () => {
  it('keeps shared free of every other room, of Node and of packages that need it', () => {
    expect(judge('src/shared/spec/shapes.ts', '../metrics/confusion.ts')).toBeNull();
    expect(judge('src/shared/random.ts', '../main/engine/seeds.ts')).toContain(
      'shared must not import engine',
    );
    expect(judge('src/shared/random.ts', '../main/engine/seeds.ts', true)).toContain('must not import');
    expect(judge('src/shared/random.ts', 'node:crypto')).toContain('has to run without Node');
    expect(judge('src/shared/random.ts', 'better-sqlite3')).toContain('must not import the package');
  });

  it('keeps engine, datasets and history apart', () => {
    expect(judge('src/main/engine/train.ts', '../datasets/idx.ts')).toContain(
      'engine must not import datasets',
    );
    expect(judge('src/main/datasets/idx.ts', '../history/open.ts')).toContain(
      'datasets must not import history',
    );
    expect(judge('src/main/history/runs.ts', '../engine/train.ts', true)).toContain('must not import engine');
  });

  it('lets export name the types of the engine and nothing else of it', () => {
    expect(judge('src/main/export/keras.ts', '../engine/weights.ts', true)).toBeNull();
    expect(judge('src/main/export/keras.ts', '../engine/weights.ts')).toContain(
      'export must not import engine',
    );
  });

  it('gives use cases their engine and history as arguments only', () => {
    expect(judge('src/main/labs/run.ts', '../datasets/catalogue.ts')).toBeNull();
    expect(judge('src/main/labs/run.ts', '../engine/train.ts')).toContain('labs must not import engine');
    expect(judge('src/main/cli/run-command.ts', '../labs/run.ts')).toBeNull();
    expect(judge('src/main/cli/run-command.ts', '../history/open.ts')).toContain('terminal must not import');
    expect(judge('src/main/cli.ts', './history/open.ts')).toBeNull();
  });

  it('opens TensorFlow, SQLite, Electron and charts to their own rooms only', () => {
    expect(judge('src/main/labs/run.ts', '@tensorflow/tfjs-node-gpu', true)).toContain('must not import');
    expect(judge('src/main/engine/train.ts', 'better-sqlite3')).toContain('must not import');
    expect(judge('src/main/labs/run.ts', 'electron')).toContain('must not import');
    expect(judge('src/main/shell/menu.ts', 'electron')).toBeNull();
    expect(judge('src/main/index.ts', 'electron')).toBeNull();
    expect(judge('src/renderer/src/charts/line.ts', 'chart.js/auto')).toBeNull();
    expect(judge('src/renderer/src/features/compare/race.ts', 'chart.js')).toContain('must not import');
    expect(judge('src/renderer/src/state/queue.svelte.ts', 'electron')).toContain('must not import');
    expect(judge('src/main/processes/engine-host.ts', 'electron')).toContain('must not import');
  });

  it('opens the editor of code to the code of Lab alone, and icons to the whole page', () => {
    const code = 'src/renderer/src/features/lab/code/editor.ts';
    const others = [
      'src/renderer/src/features/lab/builder/Palette.svelte',
      'src/renderer/src/frame/Rail.svelte',
    ];
    for (const name of ['@codemirror/view', '@lezer/python']) {
      expect(judge(code, name)).toBeNull();
      for (const file of others) expect(judge(file, name)).toContain('must not import');
    }
    for (const file of [code, ...others]) {
      expect(judge(file, '@lucide/svelte/icons/play')).toBeNull();
      expect(judge(file, 'node:fs')).toContain('has to run without Node');
      expect(judge(file, 'zod')).toContain('must not import');
    }
  });

  it('keeps the places of the window apart', () => {
    const lab = 'src/renderer/src/features/lab/card.ts';
    expect(judge(lab, './stack.ts')).toBeNull();
    expect(judge(lab, '../compare/race.ts')).toContain('feature lab must not import feature compare');
  });

  it('refuses the network, unprefixed built-in modules and files outside every room', () => {
    expect(judge('src/main/labs/run.ts', 'node:https')).toContain('makes no connection');
    expect(judge('src/main/labs/run.ts', 'fs')).toBe('write node:fs');
    expect(judge('src/main/labs/run.ts', '../../../test/fixtures/x.ts')).toContain('belongs to no room');
    expect(judge('src/main/stray.ts', './cli.ts')).toContain('belongs to no room');
  });
});

describe('a deliberate breach', () => {
  const engineBreach = "import type { Tensor } from '@tensorflow/tfjs-core';\nexport type Alias = Tensor;\n";
  const chartBreach = '<script lang="ts">\n  import { Chart } from \'chart.js\';\n</script>\n';

  it.each([
    ['a static import', "import { open } from '../history/open.ts';"],
    ['a re-export', "export { open } from '../history/open.ts';"],
    ['a lazy import', "const late = await import('../history/open.ts');"],
    ['a type', "type Db = import('../history/open.ts').Db;"],
    ['require', "const open = require('../history/open.ts');"],
  ])('is found in the form of %s', (_form, text) => {
    expect(findViolations('src/main/labs/run.ts', text)).toHaveLength(1);
  });

  it('is found inside a component of the window', () => {
    const text = '<h1>Lab</h1>\n<script lang="ts">\n  import { Menu } from \'electron\';\n</script>\n';
    const [violation] = findViolations('src/renderer/src/features/lab/Lab.svelte', text);
    expect(violation?.message).toContain('must not import the package electron');
    expect(text.slice(violation?.offset)).toMatch(/^'electron'/);
  });

  it.each([
    ['a call', '{Math.random()}'],
    ['an import', "{#await import('electron') then all}{all}{/await}"],
    ['a handler', "<button onclick={() => void fetch('https://example.org')}>×</button>"],
  ])('is found in the markup of a component as %s', (_form, text) => {
    expect(findViolations('src/renderer/src/features/lab/Lab.svelte', text)).toHaveLength(1);
  });

  it.each([
    ['src/shared/metrics/curves.ts', 'const draw = Math.random();'],
    ['src/main/engine/train-loop.ts', 'const order = Date.now();'],
    ['src/main/labs/run.ts', "await fetch('https://example.org');"],
  ])('is found in %s as a call: %s', (file, text) => {
    expect(findViolations(file, text)).toHaveLength(1);
  });

  it('fails the lint as well', async () => {
    const lint = new ESLint({
      cwd: projectRoot,
      ruleFilter: ({ ruleId }) => ruleId === 'tatami/house',
      overrideConfig: { languageOptions: { parserOptions: { projectService: false, project: null } } },
    });
    const lintAs = async (file: string, text: string): Promise<string[]> => {
      const [result] = await lint.lintText(text, { filePath: resolve(projectRoot, file) });
      return (result?.messages ?? []).map((message) => `${message.ruleId}: ${message.message}`);
    };
    expect(await lintAs('src/shared/contract/errors.ts', engineBreach)).toEqual([
      'tatami/house: shared must not import the package @tensorflow/tfjs-core',
    ]);
    expect(await lintAs('src/shared/contract/errors.ts', 'export const one = 1;\n')).toEqual([]);
    expect(await lintAs('src/renderer/src/App.svelte', chartBreach)).toEqual([
      'tatami/house: renderer must not import the package chart.js',
    ]);
  });
});
