/** Data sets as every room sees them: uint8 images in NHWC order, class labels, and the two-level naming of classes. */
import * as z from 'zod';

/** The names of the classes and, where the set has them, of the superclasses that group them. */
export interface Taxonomy {
  /** Class names; the index is the label. */
  readonly classes: readonly string[];
  /** Superclass names, or null for a set without superclasses. */
  readonly superclasses: readonly string[] | null;
  /** For each class the index of its superclass, or null. */
  readonly superclassOf: readonly number[] | null;
}

const name = z.string().min(1).max(200);

/** The form of a {@link Grouping}. */
export const groupingSchema = z
  .array(z.strictObject({ superclass: name, classes: z.array(name).max(256).readonly() }).readonly())
  .min(1)
  .max(256)
  .readonly();

/**
 * A way to group the classes of a set into superclasses: each entry has the name of the superclass and those of its
 * classes, and every class belongs to exactly one.
 */
export type Grouping = z.output<typeof groupingSchema>;

/** How far the content of a data set can be vouched for: every byte equals the published one, we made it, or neither. */
export type DatasetOrigin = 'official' | 'generated' | 'unofficial';

/** What is known about a data set without opening its images. */
export interface DatasetInfo {
  /** Short name for documents and commands, such as `mnist`. */
  readonly id: string;
  /** Name for people, such as “Fashion-MNIST”. */
  readonly title: string;
  /** Image height in pixels. */
  readonly height: number;
  /** Image width in pixels. */
  readonly width: number;
  /** 1 (grey) or 3 (RGB). */
  readonly channels: number;
  readonly trainCount: number;
  readonly testCount: number;
  readonly taxonomy: Taxonomy;
  readonly origin: DatasetOrigin;
  /** SHA-256 (hex) over the decoded train images, train labels, test images and test labels, in this order. */
  readonly sha256: string;
}

/** A line of the list of data sets. */
export interface DatasetListing {
  readonly id: string;
  readonly title: string;
  /** `ready` opens at once, `on-first-use` is made when it is first needed, `damaged` must be imported again. */
  readonly state: 'ready' | 'on-first-use' | 'damaged';
  readonly isBuiltIn: boolean;
  readonly trainCount: number;
  readonly testCount: number;
  readonly classes: number;
  /** 0 for a set without superclasses. */
  readonly superclasses: number;
  /** Null for a damaged set. */
  readonly origin: DatasetOrigin | null;
}

/** One half (training or test) of a data set, decoded. */
export interface ImageSplit {
  /** `count * height * width * channels` bytes, NHWC, 0 to 255. */
  readonly images: Uint8Array;
  /** `count` class labels, each a valid index of `Taxonomy.classes`. */
  readonly labels: Int32Array;
}

/** An opened data set. */
export interface ImageDataset {
  readonly info: DatasetInfo;
  readonly train: ImageSplit;
  readonly test: ImageSplit;
}

/** What a data set holds. Mean pictures are of the training half, NHWC bytes; without pictures they are black. */
export interface DatasetStatistics {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Training pictures of each class, in the order of the classes. */
  readonly trainPerClass: readonly number[];
  readonly testPerClass: readonly number[];
  /** Mean of all pictures. */
  readonly mean: Uint8Array;
  /** Mean picture of each class. */
  readonly classMeans: readonly Uint8Array[];
  /** Mean picture of each superclass; null for a set without. */
  readonly superclassMeans: readonly Uint8Array[] | null;
}
