/** Puts the files of a CIFAR set together, in whichever layout they come. */
import { createHash } from 'node:crypto';
import type { ImageDataset, ImageSplit, Taxonomy } from '../../../shared/contract/data.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import { contentSha256 } from '../fingerprint.ts';
import { checkOrder } from '../idx-family.ts';
import { officialSet } from '../official.ts';
import { layoutOf, side, type CifarFormat, type CifarLayout, type Half } from './format.ts';
import { checkSuperclasses, namesIn, taxonomyFor, type Labelled } from './labels.ts';
import { decodePickle } from './python-batches.ts';
import { decodeRecords, type LabelledPictures } from './records.ts';

/** One decoded file. */
interface Part extends LabelledPictures {
  readonly file: string;
}

/**
 * The set in the given files; null when none of them holds CIFAR pictures. The files' bytes become the pictures, so
 * they are of no further use to the caller.
 *
 * @throws LabError `data.missing-member`, `data.mixed-formats`, `data.nearly-complete`, `data.swapped`, and what is
 *   wrong inside a file.
 */
export function decodeCifar(members: ReadonlyMap<string, Buffer>): ImageDataset | null {
  const layout = findLayout([...members.keys()]);
  if (layout === null) return null;
  const { format } = layout;
  const names = namesIn(layout, members);
  const isOfficial = allOfficial(layout, members);
  const train = decodeHalf(layout, members, 'train');
  const test = decodeHalf(layout, members, 'test');
  const counts = { train: countOf(train), test: countOf(test) };
  checkOrder(counts.train, counts.test);
  for (const half of ['train', 'test'] as const) checkCount(format, half, counts[half]);
  const taxonomy = taxonomyFor(format, names, [...train, ...test]);
  const halves = { train: joined(train, taxonomy), test: joined(test, taxonomy) };
  return {
    info: {
      id: format.id,
      title: format.title,
      height: side,
      width: side,
      channels: 3,
      trainCount: counts.train,
      testCount: counts.test,
      taxonomy,
      origin: isOfficial && taxonomy === format.taxonomy ? 'official' : 'unofficial',
      sha256: contentSha256(halves.train, halves.test),
    },
    ...halves,
  };
}

function findLayout(names: readonly string[]): CifarLayout | null {
  let layout: CifarLayout | null = null;
  for (const name of names) {
    const own = layoutOf(name);
    if (own === undefined) continue;
    layout ??= own;
    if (own !== layout)
      throw new LabError('data.mixed-formats', { file: name, dataset: layout.format.title });
  }
  return layout;
}

function decodeHalf(layout: CifarLayout, members: ReadonlyMap<string, Buffer>, half: Half): Part[] {
  const { format, form, files } = layout;
  const parts = files.pictures[half].flatMap((file) => {
    const bytes = members.get(file);
    if (bytes === undefined) return [];
    const decode = form === 'binary' ? decodeRecords : decodePickle;
    return [{ file, ...decode(format, bytes, file) }];
  });
  if (parts.length === 0) {
    const file = files.pictures[half][0] as string;
    throw new LabError('data.missing-member', { dataset: format.title, file });
  }
  return parts;
}

/** A set that lacks or exceeds a few pictures was damaged; one that lacks many was cut down on purpose. */
function checkCount(format: CifarFormat, half: Half, found: number): void {
  const expected = format.officialCount[half];
  const isNearly = found !== expected && Math.abs(found - expected) <= expected / 100;
  if (isNearly) throw new LabError('data.nearly-complete', { dataset: format.title, half, found, expected });
}

function joined(parts: readonly Part[], taxonomy: Taxonomy): ImageSplit {
  for (const part of parts) checkLabels(part, taxonomy);
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) {
    return { images: first.images, labels: Int32Array.from(first.labels) };
  }
  return {
    images: Buffer.concat(parts.map(({ images }) => images)),
    labels: Int32Array.from(Buffer.concat(parts.map(({ labels }) => labels))),
  };
}

function checkLabels(part: Labelled, taxonomy: Taxonomy): void {
  const classes = taxonomy.classes.length;
  const index = part.labels.findIndex((label) => label >= classes);
  if (index >= 0) {
    const found = part.labels[index] as number;
    throw new LabError('data.bad-label', { file: part.file, index, found, most: classes - 1 });
  }
  checkSuperclasses(part, taxonomy);
}

function countOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { labels }) => sum + labels.length, 0);
}

/** Whether every file with pictures is, byte for byte, the published one. */
function allOfficial({ format, files }: CifarLayout, members: ReadonlyMap<string, Buffer>): boolean {
  const { members: digests } = officialSet(format.id);
  return Object.values(files.pictures)
    .flat()
    .every((file) => {
      const bytes = members.get(file);
      return bytes !== undefined && createHash('sha256').update(bytes).digest('hex') === digests[file];
    });
}
