import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A database is these files together: without its WAL it lacks its newest rows. */
const suffixes = ['', '-wal', '-shm'];

/**
 * Moves a broken database aside, all its files together, to a name with the date: `<path>.damaged-2026-11-23-225710`.
 * Nothing is ever deleted. Answers the new path.
 */
export function moveAside(path: string, now = new Date()): string {
  const date = now.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
  let target = `${path}.damaged-${date}`;
  for (let number = 2; suffixes.some((suffix) => existsSync(target + suffix)); number++) {
    target = `${path}.damaged-${date}-${number}`;
  }
  for (const suffix of suffixes) {
    if (existsSync(path + suffix)) renameSync(path + suffix, target + suffix);
  }
  return target;
}

/**
 * Lends a copy of a database in a folder of its own, which is removed afterwards: to read a WAL SQLite has to write,
 * and the original must stay as it was found.
 */
export function withCopy<T>(path: string, work: (copy: string) => T): T {
  const folder = `${path}-copy`;
  mkdirSync(folder, { recursive: true });
  try {
    const copy = join(folder, basename(path));
    for (const suffix of suffixes) {
      if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix);
    }
    return work(copy);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
