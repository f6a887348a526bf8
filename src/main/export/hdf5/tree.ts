/** What an HDF5 file holds, before it has a place in the file. */

/** A value of an attribute: one text, texts of equal room, or none (which NumPy reads as an empty array of floats). */
export type Attribute = string | readonly string[];

/** An array of float32 values in row-major order. */
export interface Dataset {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** A folder of datasets and groups. Texts and names are ASCII. */
export interface Group {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly members: ReadonlyMap<string, Group | Dataset>;
}

/** A group of the given members. */
export function group(
  members: Iterable<readonly [string, Group | Dataset]> = [],
  attributes: Group['attributes'] = {},
): Group {
  return { attributes, members: new Map(members) };
}
