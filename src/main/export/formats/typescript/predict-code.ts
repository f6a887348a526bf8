/** `predict.ts` of a written folder. It stands here as text, since the model that it imports is written beside it. */
export const predictCode = `/**
 * Prints what the net makes of a picture: \`node predict.ts PICTURE\`. The picture is a binary PGM or PPM of the net's
 * size, or its bytes alone, row by row.
 */
import { readFileSync } from 'node:fs';
import { classes, inputShape, predict, scaling, superclassOf, superclasses } from './model.ts';

const file = process.argv[2];
if (file === undefined) {
  console.error('Usage: node predict.ts PICTURE (.pgm, .ppm or raw bytes)');
  process.exit(2);
}

const weights = new Float32Array(
  new Uint8Array(readFileSync(new URL('weights.bin', import.meta.url))).buffer,
);
const pixels = pixelsOf(readFileSync(file));
const scores = predict(
  Float32Array.from(pixels, (pixel) => pixel * scaling.scale + scaling.offset),
  weights,
);
const order = [...scores.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
for (const index of order.slice(0, 5)) {
  const group = superclasses?.[superclassOf?.[index] ?? -1];
  const name = classes[index] ?? \`class \${index}\`;
  console.log(\`\${(scores[index] ?? 0).toFixed(6)}  \${name}\${group === undefined ? '' : \` (\${group})\`}\`);
}

/** The last bytes of the file: what stands before them is a header. */
function pixelsOf(bytes: Uint8Array): Uint8Array {
  const size = inputShape.reduce((product: number, side) => product * side, 1);
  const header = /^P[56]\\s+(\\d+)\\s+(\\d+)\\s+255\\s/.exec(Buffer.from(bytes.subarray(0, 64)).toString('latin1'));
  const isOfSize =
    header === null || (Number(header[1]) === inputShape[1] && Number(header[2]) === inputShape[0]);
  const length = bytes.length - (header?.[0].length ?? 0);
  if (isOfSize && length === size) return bytes.subarray(bytes.length - size);
  console.error(\`The net takes pictures of \${inputShape.join(' x ')} bytes; found \${length}.\`);
  process.exit(2);
}
`;
