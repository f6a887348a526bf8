/** Reads protobuf's wire format: a message as its fields by number. */

/** One value of a field: a whole number, or the bytes of text, of floats or of a nested message. */
export type FieldValue = bigint | Uint8Array;

/** The values of each field of a message, in the order in which they stand there. */
export type Fields = ReadonlyMap<number, readonly FieldValue[]>;

/** The fields of a message. @throws Error where the bytes end too early or a field has a type that no schema uses here. */
export function readFields(bytes: Uint8Array): Fields {
  const fields = new Map<number, FieldValue[]>();
  const view = { bytes, at: 0 };
  while (view.at < bytes.length) {
    const key = Number(readVarint(view));
    const values = fields.get(key >> 3) ?? [];
    values.push(readValue(view, key & 7));
    fields.set(key >> 3, values);
  }
  return fields;
}

/** The nested messages of a field. */
export function messages(fields: Fields, field: number): readonly Fields[] {
  return byteFields(fields, field).map(readFields);
}

/** The text of a field; empty where it is missing. */
export function text(fields: Fields, field: number): string {
  return texts(fields, field).at(-1) ?? '';
}

/** All texts of a repeated field. */
export function texts(fields: Fields, field: number): readonly string[] {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return byteFields(fields, field).map((bytes) => decoder.decode(bytes));
}

/** A whole number; 0 where it is missing. */
export function integer(fields: Fields, field: number): number {
  return integers(fields, field).at(-1) ?? 0;
}

/** All numbers of a repeated field, packed or not. */
export function integers(fields: Fields, field: number): readonly number[] {
  return (fields.get(field) ?? []).flatMap((value) => {
    if (typeof value === 'bigint') return [signed(value)];
    const view = { bytes: value, at: 0 };
    const found: number[] = [];
    while (view.at < value.length) found.push(signed(readVarint(view)));
    return found;
  });
}

/** A 32-bit float; 0 where it is missing. */
export function float(fields: Fields, field: number): number {
  const bytes = byteFields(fields, field).at(-1);
  return bytes === undefined ? 0 : new DataView(bytes.buffer, bytes.byteOffset, 4).getFloat32(0, true);
}

/** The bytes of a field, each time that it stands there. */
export function byteFields(fields: Fields, field: number): readonly Uint8Array[] {
  return (fields.get(field) ?? []).filter((value) => value instanceof Uint8Array);
}

interface View {
  readonly bytes: Uint8Array;
  at: number;
}

function readValue(view: View, wireType: number): FieldValue {
  if (wireType === 0) return readVarint(view);
  if (wireType === 2) return take(view, Number(readVarint(view)));
  if (wireType === 5) return take(view, 4);
  if (wireType === 1) return take(view, 8);
  throw new Error(`a field has the wire type ${wireType}`);
}

function take(view: View, length: number): Uint8Array {
  const start = view.at;
  if (start + length > view.bytes.length) throw new Error('the file ends within a field');
  view.at += length;
  return view.bytes.subarray(start, view.at);
}

function readVarint(view: View): bigint {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = view.bytes[view.at++];
    if (byte === undefined) throw new Error('the file ends within a number');
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return value;
  }
  throw new Error('a number is longer than 64 bits');
}

function signed(value: bigint): number {
  return Number(BigInt.asIntN(64, value));
}
