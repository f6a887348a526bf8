/**
 * Writes messages in protobuf's wire format: TensorFlow's graphs, ONNX models. Who writes a message knows the numbers
 * of its fields.
 *
 * A message is written as a list of byte chunks; nested messages are length-prefixed.
 */

/** The bytes of a message or a part of it. */
export type Bytes = readonly Uint8Array[];

const encoder = new TextEncoder();

/** A field that holds a nested message or raw bytes. */
export function bytesField(field: number, content: Bytes | Uint8Array): Bytes {
  const chunks = content instanceof Uint8Array ? [content] : content;
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  return [varint((field << 3) | 2), varint(size), ...chunks];
}

/** A field that holds text in UTF-8. */
export function textField(field: number, text: string): Bytes {
  return bytesField(field, encoder.encode(text));
}

/** A field that holds a 64-bit integer, an enumeration or a truth value. */
export function integerField(field: number, value: number | boolean): Bytes {
  return [varint(field << 3), varint(Number(value))];
}

/** A field that holds a 32-bit float. */
export function floatField(field: number, value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return [varint((field << 3) | 5), bytes];
}

/** A repeated integer field in packed form. */
export function packedField(field: number, values: readonly number[]): Bytes {
  return bytesField(field, values.map(varint));
}

/** Joins the chunks of a message. */
export function joinBytes(chunks: Bytes): Uint8Array {
  const joined = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.length;
  }
  return joined;
}

/** Little-endian base-128 form of a 64-bit two's complement integer. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
