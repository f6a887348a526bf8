/** The ready-made labs, and the documents that a user names: a lab or a file. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError } from '../../shared/contract/errors.ts';
import type { Comparison } from '../../shared/spec/comparison.ts';
import { MOST_CHARACTERS, parseDocumentText } from '../../shared/spec/document-text.ts';
import type { Experiment } from '../../shared/spec/experiment.ts';
import { type Lab, parseAnyDocument, parseLab } from '../../shared/spec/labs.ts';
import { nearestName } from '../../shared/spec/names.ts';

/** Most bytes of a document: every character may take three in UTF-8. */
const limitBytes = 3 * MOST_CHARACTERS;

/** A document that a user named. */
export interface NamedDocument {
  /** The lab's id, or the path as it was given. */
  readonly source: string;
  readonly document: Experiment | Comparison;
}

/** All ready-made labs, in the order of the lecture. @throws LabError `spec.*` for a lab file that is not valid. */
export async function readLabs(labsFolder: string): Promise<readonly Lab[]> {
  const files = (await readdir(labsFolder)).filter((name) => name.endsWith('.json'));
  const texts = await Promise.all(files.map((name) => readFile(join(labsFolder, name), 'utf8')));
  const labs = texts.map((text) => parseLab(parseDocumentText(text)));
  return labs.toSorted(byOrder);
}

function byOrder(first: Lab, second: Lab): number {
  const [place, other] = [first.order ?? Infinity, second.order ?? Infinity];
  if (place !== other) return place - other;
  return first.id < second.id ? -1 : 1;
}

/**
 * The document that a user means by the id of a ready-made lab or by the path of a file (an experiment, a comparison
 * or a lab).
 *
 * @throws LabError `command.no-such-lab`, `command.misspelt-lab`, `command.unreadable-file`, `command.not-a-file`, `command.file-too-large`,
 *   and `spec.*` for what is wrong inside.
 */
export async function findDocument(nameOrPath: string, labsFolder: string): Promise<NamedDocument> {
  const labs = await readLabs(labsFolder);
  const lab = labs.find((candidate) => candidate.id === nameOrPath);
  if (lab !== undefined) return { source: lab.id, document: lab.document };
  const text = await readDocumentFile(nameOrPath);
  if (text === null) throw noSuchLab(nameOrPath, labs);
  return { source: nameOrPath, document: parseAnyDocument(parseDocumentText(text)) };
}

function noSuchLab(name: string, labs: readonly Lab[]): LabError {
  const ids = labs.map(({ id }) => id);
  const nearest = nearestName(name, ids);
  const details = { name, labs: ids.join(', ') };
  return nearest === null
    ? new LabError('command.no-such-lab', details)
    : new LabError('command.misspelt-lab', { ...details, nearest });
}

/** The text of a file; null where there is none. Devices and pipes are refused: reading them could wait for ever. */
async function readDocumentFile(path: string): Promise<string | null> {
  try {
    const facts = await stat(path);
    if (!facts.isFile()) throw new LabError('command.not-a-file', { path });
    if (facts.size > limitBytes) {
      throw new LabError('command.file-too-large', { path, sizeBytes: facts.size, limitBytes });
    }
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof LabError) throw error;
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (reason === 'ENOENT') return null;
    throw new LabError('command.unreadable-file', { path, reason }, error);
  }
}
