/**
 * Drafts: what is being written lies under a hidden temporary name in the folder of its target. The name says who
 * writes it, so that what a death left behind is found and removed by the next one who writes there.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readdir, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { factsOf } from './target.ts';

/** `draft` is what is being written; `old` is what stood at the target and steps aside for it. */
type Kind = 'draft' | 'old';

const endings = { draft: 'tmp', old: 'old' } as const satisfies Record<Kind, string>;

const ownNames = /^\.tatami-([0-9a-f]{8})-([0-9a-f]{6})-(\d{1,10})-[0-9a-f]{8}\.(tmp|old)$/;

/** A name for a draft of a target, or for what steps aside for it: short, whatever the target is called. */
export function draftPath(target: string, kind: Kind = 'draft'): string {
  const random = randomUUID().slice(0, 8);
  const name = `.tatami-${markOf(target)}-${thisHost}-${process.pid}-${random}.${endings[kind]}`;
  return join(dirname(target), name);
}

/**
 * Removes what writers that are dead left in the folder of a target. What had stepped aside for this target comes back
 * where its successor never arrived. Drafts of living processes and of other machines (shared folders) stay.
 */
export async function sweepDrafts(target: string): Promise<void> {
  const folder = dirname(target);
  for (const name of await readdir(folder).catch(() => [])) {
    const [, mark, host, writer, ending] = ownNames.exec(name) ?? [];
    if (host !== thisHost || isAlive(Number(writer))) continue;
    const path = join(folder, name);
    if (ending === endings.draft) await rm(path, { recursive: true, force: true });
    else if (mark === markOf(target)) await bringBack(path, target);
  }
}

async function bringBack(old: string, target: string): Promise<void> {
  if ((await factsOf(target)) === null) await rename(old, target);
  else await rm(old, { recursive: true, force: true });
}

const thisHost = hash(hostname(), 6);

function markOf(target: string): string {
  return hash(basename(target), 8);
}

function hash(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
