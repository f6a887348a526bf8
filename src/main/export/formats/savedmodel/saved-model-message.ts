/**
 * A graph as TensorFlow's SavedModel. Field numbers are those of `saved_model.proto`, `meta_graph.proto` and
 * `tensor_shape.proto`.
 */
import type { InferenceGraph } from '../../../../shared/contract/trained-jobs.ts';
import { bytesField, type Bytes, integerField, joinBytes, textField } from '../../../../shared/protobuf.ts';

/** TensorFlow's number of float32. */
const float32 = 1;

/** The TensorFlow whose operations the graph uses; loaders ask for it. */
const tensorflowVersion = '2.21.0';

/** The bytes of a `saved_model.pb` with the signature `serving_default`: `images` in, `outputs` out. */
export function savedModelMessage(
  { graph, input, output, outputShape }: InferenceGraph,
  inputShape: readonly number[],
): Uint8Array {
  const information = [...textField(4, 'serve'), ...textField(5, tensorflowVersion)];
  const signature = [
    ...bytesField(1, entry('images', tensorInfo(input, inputShape))),
    ...bytesField(2, entry('outputs', tensorInfo(output, outputShape))),
    ...textField(3, 'tensorflow/serving/predict'),
  ];
  const metaGraph = [
    ...bytesField(1, information),
    ...bytesField(2, graph),
    ...bytesField(5, entry('serving_default', signature)),
  ];
  return joinBytes([...integerField(1, 1), ...bytesField(2, metaGraph)]);
}

/** An entry of a map. */
function entry(key: string, value: Bytes): Bytes {
  return [...textField(1, key), ...bytesField(2, value)];
}

/** A tensor for any number of pictures. */
function tensorInfo(name: string, shape: readonly number[]): Bytes {
  const sizes = [-1, ...shape].flatMap((size) => bytesField(2, integerField(1, size)));
  return [...textField(1, name), ...integerField(2, float32), ...bytesField(3, sizes)];
}
