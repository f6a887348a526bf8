/** What every file of a net says beside its weights: classes, superclasses, what it takes, where it comes from. */
import type { ExportOptions, ExportSource } from '../../../shared/contract/trained-model.ts';

/** What goes into `labels.json` and into the metadata of a format. */
export interface ExportAbout {
  readonly classes: readonly string[];
  readonly superclasses: readonly string[] | null;
  /** For each class the index of its superclass. */
  readonly superclassOf: readonly number[] | null;
  readonly input: InputFacts;
  /** The run in Tatami's history, and the SHA-256 (hex) of its weights. */
  readonly run: string;
  readonly weightsSha256: string;
  readonly tatami: string;
}

/** How a picture enters the net. */
export interface InputFacts {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** `0 to 255` where the normalisation is part of the model, else `pixel * scale + offset`. */
  readonly values: 'pixels from 0 to 255' | 'pixel * scale + offset';
  /** What has to be done to a pixel (0 to 255) before it is fed: `pixel * scale + offset`. */
  readonly scale: number;
  readonly offset: number;
}

/** The facts about a net that is written with the given options. */
export function aboutExport(
  source: ExportSource,
  { hasPreprocessing }: Pick<ExportOptions, 'hasPreprocessing'>,
): ExportAbout {
  const { taxonomy, inputShape, runId: run, weightsSha256, appVersion: tatami } = source;
  const { classes, superclasses, superclassOf } = taxonomy;
  const [height, width, channels] = inputShape;
  const scaling = hasPreprocessing ? { scale: 1, offset: 0 } : source.preprocessing;
  const values = hasPreprocessing ? 'pixels from 0 to 255' : 'pixel * scale + offset';
  const input = { height, width, channels, values, ...scaling } as const;
  return { classes, superclasses, superclassOf, input, run, weightsSha256, tatami };
}

/** The facts as the text of `labels.json`. */
export function labelsText(about: ExportAbout): string {
  return `${JSON.stringify(about, null, 2)}\n`;
}
