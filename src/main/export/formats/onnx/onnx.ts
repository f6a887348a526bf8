/** ONNX: one file that ONNX Runtime, OpenCV, TensorRT and others read. */
import type { ExportOptions, ExportSource } from '../../../../shared/contract/trained-model.ts';
import { inferenceOperations } from '../../inference/lower.ts';
import { aboutExport } from '../about.ts';
import type { ExportFormat } from '../format.ts';
import { inferenceLimits } from '../inference-limits.ts';
import { predictInThread } from '../reading/thread.ts';
import { OnnxGraph } from './graph.ts';
import { onnxBytes, type OnnxTensor } from './message.ts';
import { addOperations, addTranspose } from './nodes.ts';

/** The format `onnx`, written by our own exporter and read again by our own interpreter of the published schema. */
export const onnxFormat: ExportFormat = {
  id: 'onnx',
  shape: 'file',
  extension: '.onnx',
  limits: inferenceLimits,
  write: async (source, options) => [{ name: '', pieces: [onnxFile(source, options)] }],
  reader: {
    name: 'Tatami ONNX interpreter',
    /** Runtimes add up in another order than TensorFlow, which normalisations magnify. */
    tolerance: 1e-4,
    predict: ({ path, source, options }, pictures) =>
      predictInThread({
        kind: 'onnx',
        ...{ path, inputShape: source.inputShape, pixels: pictures.pixels },
        preprocessing: options.hasPreprocessing ? null : source.preprocessing,
      }),
  },
};

/** The bytes of the file. */
export function onnxFile(source: ExportSource, options: ExportOptions): Uint8Array {
  const operations = inferenceOperations(source, options.hasPreprocessing);
  const outputShape = operations.at(-1)?.outputShape ?? source.inputShape;
  const graph = new OnnxGraph();
  const pictures = options.imageOrder === 'NHWC' ? addTranspose(graph, 'images', 'images', 'NCHW') : 'images';
  const result = addOperations(graph, operations, pictures);
  const output = outputShape.length === 3 ? addTranspose(graph, 'outputs', result, 'NHWC') : result;
  graph.nodes.push({
    ...{ name: 'outputs', operation: 'Identity', inputs: [output], output: 'outputs', attributes: {} },
  });
  return onnxBytes({
    graphName: source.model.name,
    ...{ nodes: graph.nodes, constants: graph.constants },
    input: inputTensor(source, options),
    output: { name: 'outputs', shape: outputShape },
    description: description(source, options),
    metadata: metadata(source, options),
    producerVersion: source.appVersion,
  });
}

function inputTensor({ inputShape }: ExportSource, { imageOrder }: ExportOptions): OnnxTensor {
  const [height, width, channels] = inputShape;
  const shape = imageOrder === 'NHWC' ? [height, width, channels] : [channels, height, width];
  return { name: 'images', shape };
}

function description(source: ExportSource, options: ExportOptions): string {
  const { values, scale, offset } = aboutExport(source, options).input;
  const order = options.imageOrder === 'NHWC' ? 'N, height, width, channels' : 'N, channels, height, width';
  const scaling = options.hasPreprocessing ? '' : ` with scale ${scale} and offset ${offset}`;
  return `Takes float32 pictures [${order}] (${options.imageOrder}); values: ${values}${scaling}. Puts out one row of class scores for each picture.`;
}

function metadata(source: ExportSource, options: ExportOptions): Readonly<Record<string, string>> {
  const { classes, superclasses, superclassOf, input, run, weightsSha256 } = aboutExport(source, options);
  return {
    classes: JSON.stringify(classes),
    ...(superclasses === null
      ? {}
      : { superclasses: JSON.stringify(superclasses), superclass_of: JSON.stringify(superclassOf) }),
    image_order: options.imageOrder,
    input: JSON.stringify(input),
    run,
    weights_sha256: weightsSha256,
  };
}
