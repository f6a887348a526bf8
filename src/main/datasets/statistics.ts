/** What a data set holds: pictures of each class, and the mean picture of a class, a superclass and of all. */
import type { DatasetStatistics, ImageDataset, Taxonomy } from '../../shared/contract/data.ts';

/** Pictures that are summed before others get their turn: a few milliseconds. */
const picturesPerTurn = 1000;

/** The sums of the training pictures of each class, from which all mean pictures follow. */
export interface ClassSums {
  /** For each class the sum of its pictures, byte by byte. */
  readonly sums: readonly Float64Array[];
  readonly trainPerClass: readonly number[];
  readonly testPerClass: readonly number[];
}

/**
 * Counts and sums the pictures of a set.
 * @param giveWay - Called between two shares of the work, so that others get their turn.
 */
export async function sumClasses(
  { info, train, test }: ImageDataset,
  giveWay: () => Promise<void>,
): Promise<ClassSums> {
  const { classes } = info.taxonomy;
  const bytes = info.height * info.width * info.channels;
  const sums = classes.map(() => new Float64Array(bytes));
  for (let start = 0; start < train.labels.length; start += picturesPerTurn) {
    const end = Math.min(start + picturesPerTurn, train.labels.length);
    for (let picture = start; picture < end; picture++) {
      const sum = sums[train.labels[picture] as number] as Float64Array;
      addPicture(sum, train.images, picture * bytes);
    }
    await giveWay();
  }
  return {
    sums,
    trainPerClass: countPerClass(train.labels, classes.length),
    testPerClass: countPerClass(test.labels, classes.length),
  };
}

/** The statistics of a set with these superclasses; pure. */
export function statisticsOf(
  { sums, trainPerClass, testPerClass }: ClassSums,
  size: Pick<DatasetStatistics, 'height' | 'width' | 'channels'>,
  { superclasses, superclassOf }: Taxonomy,
): DatasetStatistics {
  const meanOf = (isMeant: (label: number) => boolean): Uint8Array => {
    const labels = [...sums.keys()].filter(isMeant);
    const count = labels.reduce((sum, label) => sum + (trainPerClass[label] as number), 0);
    const total = new Float64Array(size.height * size.width * size.channels);
    for (const label of labels) addPicture(total, sums[label] as Float64Array, 0);
    return Uint8Array.from(total, (sum) => Math.round(sum / Math.max(count, 1)));
  };
  return {
    ...size,
    trainPerClass,
    testPerClass,
    mean: meanOf(() => true),
    classMeans: [...sums.keys()].map((label) => meanOf((other) => other === label)),
    superclassMeans:
      superclasses?.map((_, superclass) => meanOf((label) => superclassOf?.[label] === superclass)) ?? null,
  };
}

function addPicture(sum: Float64Array, pictures: ArrayLike<number>, offset: number): void {
  for (let place = 0; place < sum.length; place++) {
    sum[place] = (sum[place] as number) + (pictures[offset + place] as number);
  }
}

function countPerClass(labels: Int32Array, classes: number): readonly number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  return counts;
}
