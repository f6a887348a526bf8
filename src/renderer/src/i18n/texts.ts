/** Every word of the page, joined from its topics; keys bear the topic's name, such as `frame.run`. */
import type { Words } from '../../../shared/contract/errors/entry.ts';
import { frameTexts } from './frame.ts';
import { labTexts } from './lab.ts';
import { labBuilderTexts } from './lab-builder.ts';
import { compareTexts } from './compare.ts';
import { surfacesTexts } from './surfaces.ts';
import { dropoutTexts } from './dropout.ts';
import { planeTexts } from './plane.ts';
import { xrayTexts } from './xray.ts';
import { setupTexts } from './setup.ts';
import { errorsTexts } from './errors.ts';
import { insideTexts } from './inside.ts';
import { historyTexts } from './history.ts';
import { dataTexts } from './data.ts';
import { curvesTexts } from './curves.ts';
import { stripTexts } from './strip.ts';
import { exportTexts } from './export.ts';
import { modelTexts } from './model.ts';
import { trainingTexts } from './training.ts';

/** The topics by name. */
export const topics = {
  frame: frameTexts,
  lab: labTexts,
  labBuilder: labBuilderTexts,
  compare: compareTexts,
  setup: setupTexts,
  xray: xrayTexts,
  plane: planeTexts,
  dropout: dropoutTexts,
  surfaces: surfacesTexts,
  errors: errorsTexts,
  inside: insideTexts,
  history: historyTexts,
  data: dataTexts,
  curves: curvesTexts,
  strip: stripTexts,
  training: trainingTexts,
  export: exportTexts,
  model: modelTexts,
} as const;

type Topics = typeof topics;

/** A key of a text, such as `frame.run`. */
export type TextKey = {
  [Name in keyof Topics]: `${Name}.${keyof Topics[Name] & string}`;
}[keyof Topics];

/** The text of a key in both languages. */
export function wordsOf(key: TextKey): Words {
  const [topic = '', name = ''] = key.split('.');
  const words = (topics as Readonly<Record<string, Readonly<Record<string, Words>>>>)[topic]?.[name];
  if (words === undefined) throw new Error(`There is no text ${key}.`);
  return words;
}
