import { readFile } from 'node:fs/promises';
import type { ReadingTask } from '../thread.ts';
import { transposed } from './arrays.ts';
import { interpret } from './interpreter.ts';
import { readModel, type Tensor } from './model.ts';

/** Pictures that pass the graph together. */
const picturesAtOnce = 10;

/** What an ONNX file puts out for pictures. It is asked itself which order of axes it takes. @throws Error. */
export async function predictOnnx(task: ReadingTask): Promise<Float32Array> {
  const { inputShape, pixels, preprocessing } = task;
  const model = readModel(await readFile(task.path));
  const isChannelsFirst = model.metadata.get('image_order') === 'NCHW';
  const { scale, offset } = preprocessing ?? { scale: 1, offset: 0 };
  const size = inputShape.reduce((product, side) => product * side, 1);
  const outputs: number[] = [];
  for (let start = 0; start < pixels.length; start += picturesAtOnce * size) {
    const values = Float32Array.from(
      pixels.subarray(start, start + picturesAtOnce * size),
      (pixel) => Math.fround(pixel * Math.fround(scale)) + offset,
    );
    const pictures: Tensor = { shape: [values.length / size, ...inputShape], data: values };
    const input = isChannelsFirst ? transposed(pictures, [0, 3, 1, 2]) : pictures;
    if (input.shape.slice(1).join() !== model.input.shape.slice(1).join())
      throw new Error(`the graph takes ${model.input.shape.join(' x ')}, not ${input.shape.join(' x ')}`);
    outputs.push(...interpret(model, input).data);
  }
  return Float32Array.from(outputs);
}
