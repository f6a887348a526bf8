/** What is fixed about the two CIFAR formats: sizes, file names, official digests. */
import type { Taxonomy } from '../../../shared/contract/data.ts';
import { cifar100Taxonomy, cifar10Taxonomy } from './taxonomies.ts';

/** Bytes of one picture: three planes of 32 × 32. */
export const pictureBytes = 3 * 32 * 32;

/** Which half of a set a file belongs to. */
export type Half = 'train' | 'test';

/** One of the two CIFAR sets. */
export interface CifarFormat {
  readonly id: 'cifar-100' | 'cifar-10';
  readonly title: string;
  readonly taxonomy: Taxonomy;
  /** Label bytes before each picture of the binary form: CIFAR-100 puts the superclass before the class. */
  readonly labelBytes: 1 | 2;
  /** Files of the binary form, in the order in which their pictures are counted. */
  readonly binaryFiles: Readonly<Record<Half, readonly string[]>>;
  /** Files of the Python form. */
  readonly pythonFiles: Readonly<Record<Half, readonly string[]>>;
  /** Key of the class labels in the Python form. */
  readonly labelKey: 'fine_labels' | 'labels';
  /** SHA-256 of the official binary files, in the order of `binaryFiles`. The Python form holds the same records. */
  readonly officialSha256: Readonly<Record<Half, readonly string[]>>;
}

const cifar10Batches = [1, 2, 3, 4, 5].map((number) => `data_batch_${number}`);

/** CIFAR-100. */
export const cifar100: CifarFormat = {
  id: 'cifar-100',
  title: 'CIFAR-100',
  taxonomy: cifar100Taxonomy,
  labelBytes: 2,
  binaryFiles: { train: ['train.bin'], test: ['test.bin'] },
  pythonFiles: { train: ['train'], test: ['test'] },
  labelKey: 'fine_labels',
  officialSha256: {
    train: ['f31298fc616915fa142368359df1c4ca2ae984d6915ca468b998a5ec6aeebf29'],
    test: ['d8b1e6b7b3bee4020055f0699b111f60b1af1e262aeb93a0b659061746f8224a'],
  },
};

/** CIFAR-10. */
export const cifar10: CifarFormat = {
  id: 'cifar-10',
  title: 'CIFAR-10',
  taxonomy: cifar10Taxonomy,
  labelBytes: 1,
  binaryFiles: { train: cifar10Batches.map((name) => `${name}.bin`), test: ['test_batch.bin'] },
  pythonFiles: { train: cifar10Batches, test: ['test_batch'] },
  labelKey: 'labels',
  officialSha256: {
    train: [
      'cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5',
      'a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed',
      'bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67',
      '014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48',
      '755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add',
    ],
    test: ['8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b'],
  },
};

/** Bytes of one record of the binary form. */
export function recordBytes(format: CifarFormat): number {
  return format.labelBytes + pictureBytes;
}
