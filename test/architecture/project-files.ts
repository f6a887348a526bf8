/** Lists and reads the files of the project for the architecture tests. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the project. */
export interface ProjectFile {
  /** Path from the repository root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** The repository root. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Source files (`.ts`, `.mjs`, `.js`, `.svelte`) of the given top folders. */
export function sourceFiles(...folders: readonly string[]): ProjectFile[] {
  return folders
    .flatMap((folder) => filesUnder(folder))
    .filter((path) => /\.(ts|mjs|js|svelte)$/.test(path))
    .map(readProjectFile);
}

/** Paths that git tracks or would add; without git, everything outside the folders that builds make. */
export function committedPaths(): string[] {
  const listing = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  const paths = listing.status === 0 ? listing.stdout.split('\0').filter(Boolean) : filesUnder('.');
  return paths.filter((path) => existsSync(join(projectRoot, path)));
}

/** Reads one file of the project. */
export function readProjectFile(path: string): ProjectFile {
  return { path, text: readFileSync(join(projectRoot, path), 'utf8') };
}

function filesUnder(folder: string): string[] {
  const entries = existsSync(join(projectRoot, folder))
    ? readdirSync(join(projectRoot, folder), { withFileTypes: true })
    : [];
  return entries.flatMap((entry) => {
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
    if (/^(node_modules|\.git|out|dist|coverage)$/.test(entry.name)) return [];
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}
