import type { ExportFormat } from './format.ts';
import { onnxFormat } from './onnx/onnx.ts';
import { savedModelFormat } from './savedmodel/savedmodel.ts';

/** The formats that are one net in one file or folder, by their id; the twin is written from a whole run. */
export const formats: readonly ExportFormat[] = [savedModelFormat, onnxFormat];
