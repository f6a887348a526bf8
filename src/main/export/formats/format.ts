import type { EnginePort } from '../../../shared/contract/engine.ts';
import type {
  ExportFormatId,
  ExportLimit,
  ExportOptions,
  ExportSource,
} from '../../../shared/contract/trained-model.ts';
import type { FolderFile } from '../folder.ts';

/** Test pictures on which a file is compared with the net that it holds. */
export interface CheckPictures {
  readonly count: number;
  /** Pictures one after the other, NHWC bytes, as the data set has them. */
  readonly pixels: Uint8Array;
}

/** What a reader is given. */
export interface WrittenExport {
  /** The file or folder as it lies on the disk. */
  readonly path: string;
  /** What was to be written: for shapes and options only, never for weights. */
  readonly source: ExportSource;
  readonly options: ExportOptions;
  readonly engine: EnginePort;
}

/** Reads a written file again, by code that the writer does not share, and predicts with what it found there. */
export interface ExportReader {
  /** Who reads, such as `TensorFlow session`. */
  readonly name: string;
  /** Largest difference of a probability up to which a file counts as equal: 1e-5, unless the format says why not. */
  readonly tolerance: number;
  /** `count` × classes. @throws LabError `import.*`, `export.*`, `engine.*` where the file is not what it should be. */
  predict(written: WrittenExport, pictures: CheckPictures): Promise<Float32Array>;
}

/** How a net is written in one format. */
export interface ExportFormat {
  readonly id: Exclude<ExportFormatId, 'twin'>;
  /** Whether the format is one file, or a folder of files. */
  readonly shape: 'file' | 'folder';
  /** End of the file's name, such as `.keras`; empty for a folder. */
  readonly extension: string;
  /** What the format cannot hold of this net; empty where it holds all of it. */
  limits(source: ExportSource, options: ExportOptions): readonly ExportLimit[];
  /**
   * The files of the folder, or the one file. The same net gives the same bytes.
   * @throws LabError `export.*`.
   */
  write(source: ExportSource, options: ExportOptions, engine: EnginePort): Promise<readonly FolderFile[]>;
  /** Null where nothing on this machine can read it again, or it holds no net that predicts. */
  readonly reader: ExportReader | null;
}
