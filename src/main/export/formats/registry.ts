import type { ExportFormat } from './format.ts';
import { h5Format } from './h5.ts';
import { kerasFormat } from './keras.ts';
import { npzFormat } from './npz.ts';
import { onnxFormat } from './onnx/onnx.ts';
import { pythonFormat } from './python.ts';
import { savedModelFormat } from './savedmodel/savedmodel.ts';
import { tfjsFormat } from './tfjs/tfjs.ts';
import { typescriptFormat } from './typescript/typescript.ts';
import { weightsH5Format } from './weights-h5.ts';

/** The formats that are one net in one file or folder, by their id; the twin is written from a whole run. */
export const formats: readonly ExportFormat[] = [
  kerasFormat,
  h5Format,
  weightsH5Format,
  npzFormat,
  savedModelFormat,
  onnxFormat,
  tfjsFormat,
  pythonFormat,
  typescriptFormat,
];
