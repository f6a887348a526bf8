/**
 * Reads HDF5 files as Keras writes them (HDF5 file format specification 3.0), and no others: groups by hard links,
 * texts in attributes, float32 arrays in one piece. Soft and external links, virtual and external data, compression and
 * everything else that a model does not need is refused, so that no file can reach outside itself, hang or expand.
 */
import { floatsAt, type FoundArray } from '../numpy.ts';
import { readTexts } from './attributes.ts';
import { Hdf5Bytes } from './bytes.ts';
import { type Links, readLinks } from './links.ts';
import { type Message, messageOf, messageTypes, readMessages } from './messages.ts';
import { readShape, readType } from './types.ts';

const signature = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');

/** Whether bytes begin like an HDF5 file. */
export function isHdf5(bytes: Buffer): boolean {
  return bytes.subarray(0, 8).equals(signature);
}

/** A group or an array. */
export class Hdf5Object {
  /** Path from the root, without a slash at its start. */
  readonly path: string;
  readonly #file: Hdf5Bytes;
  readonly #messages: readonly Message[];
  readonly #links: Links | null;

  constructor(file: Hdf5Bytes, address: number, path: string) {
    this.path = path;
    this.#file = file;
    this.#messages = readMessages(file, address);
    this.#links = readLinks(file, this.#messages);
  }

  /** Names of a group's members; none for an array. */
  get names(): readonly string[] {
    return [...(this.#links?.keys() ?? [])];
  }

  /** A member of this group or of one below it, or null. @throws LabError `import.hdf5-*`. */
  at(path: string): Hdf5Object | null {
    const [name = '', ...rest] = path.split('/');
    const address = this.#links?.get(name);
    if (address === undefined) return null;
    const found = new Hdf5Object(this.#file, address, this.path === '' ? name : `${this.path}/${name}`);
    return rest.length === 0 ? found : found.at(rest.join('/'));
  }

  /** The texts of an attribute, or null. @throws LabError `import.hdf5-*`. */
  texts(attribute: string): readonly string[] | null {
    return readTexts(this.#file, this.#messages).get(attribute) ?? null;
  }

  /** The values of a float32 array; null for a group and for values of another type. @throws LabError `import.hdf5-*`. */
  array(): FoundArray | null {
    const [space, type, layout] = (['dataspace', 'datatype', 'layout'] as const).map((part) =>
      messageOf(this.#messages, part),
    );
    if (!space || !type || !layout) return null;
    this.#refuseExtras([space, type, layout]);
    if (readType(this.#file, type.position).kind !== 'float32') return null;
    const shape = readShape(this.#file, space.position);
    if (shape === null) return null;
    const count = shape.reduce((product, size) => product * size, 1);
    const { start, length } = this.#extent(layout.position);
    if (length !== 4 * count) this.#file.broken(`${this.path} has ${length} bytes for ${count} values`);
    const bytes = this.#file.slice(start, length);
    return { name: this.path, shape, data: floatsAt(bytes, 0, count) };
  }

  #refuseExtras(needed: readonly Message[]): void {
    if (needed.some(({ isShared }) => isShared)) this.#file.unsupported(`${this.path} shares its type`);
    for (const { type } of this.#messages) {
      if (type === messageTypes.externalFiles) this.#file.unsupported(`${this.path} lies in another file`);
      if (type === messageTypes.filters) this.#file.unsupported(`${this.path} is compressed`);
    }
  }

  /** Where the values lie (IV.A.2.i): in the header itself, or in one piece elsewhere. */
  #extent(at: number): { start: number; length: number } {
    const file = this.#file;
    const version = file.number(at, 1);
    const kind = file.number(at + 1, 1);
    if (version !== 3 && version !== 4) file.unsupported(`${this.path} has a layout of another version`);
    if (kind === 0) return { start: at + 4, length: file.number(at + 2, 2) };
    if (kind === 3) file.unsupported(`${this.path} is virtual`);
    if (kind !== 1) file.unsupported(`${this.path} is not stored in one piece`);
    const start = file.address(at + 2);
    if (start === null) file.unsupported(`${this.path} has no values`);
    return { start: start as number, length: file.number(at + 10, 8) };
  }
}

/** The root group of a file. @param name The file's name, for messages. @throws LabError `import.hdf5-*`. */
export function openHdf5(bytes: Buffer, name: string): Hdf5Object {
  const file = new Hdf5Bytes(bytes, name);
  if (!isHdf5(bytes)) file.broken('it does not begin like an HDF5 file');
  const version = file.number(8, 1);
  const isOld = version === 0 || version === 1;
  if (!isOld && version !== 2 && version !== 3) file.unsupported(`version ${version} of the format`);
  const sizes = isOld ? 13 : 9;
  if (file.number(sizes, 1) !== 8 || file.number(sizes + 1, 1) !== 8) file.unsupported('short addresses');
  const base = version === 0 ? 24 : version === 1 ? 28 : 12;
  if (file.number(base, 8) !== 0) file.unsupported('something before its beginning');
  if (file.number(base + 16, 8) > bytes.length) file.broken('it is cut off');
  const root = file.number(isOld ? base + 40 : base + 24, 8);
  return new Hdf5Object(file, root, '');
}
