import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ReadingTask } from './thread.ts';

/** What the code of a folder exports. */
interface NetCode {
  predict(picture: ArrayLike<number>, weights: Float32Array): Float32Array;
}

/** What a net in TypeScript puts out for pictures, by running the code that was written. @throws Error. */
export async function predictTypescript({
  path,
  inputShape,
  pixels,
  preprocessing,
}: ReadingTask): Promise<Float32Array> {
  const code = (await import(pathToFileURL(join(path, 'model.ts')).href)) as NetCode;
  const bytes = await readFile(join(path, 'weights.bin'));
  const weights = new Float32Array(new Uint8Array(bytes).buffer);
  const { scale, offset } = preprocessing ?? { scale: 1, offset: 0 };
  const size = inputShape.reduce((product, side) => product * side, 1);
  const outputs: number[] = [];
  for (let start = 0; start < pixels.length; start += size) {
    const picture = Float32Array.from(
      pixels.subarray(start, start + size),
      (pixel) => pixel * scale + offset,
    );
    outputs.push(...code.predict(picture, weights));
  }
  return Float32Array.from(outputs);
}
