/** Initializers: how a weight gets its first values. They carry no seed: the experiment's seed decides. */
import * as z from 'zod';
import { asClassSpec, classSpec } from './class-spec.ts';
import { reportFault } from './faults.ts';
import { finite, positive } from './numbers.ts';

const classes = [
  classSpec('GlorotUniform', {}),
  classSpec('GlorotNormal', {}),
  classSpec('HeUniform', {}),
  classSpec('HeNormal', {}),
  classSpec('LecunUniform', {}),
  classSpec('LecunNormal', {}),
  classSpec('RandomUniform', { minval: finite.default(-0.05), maxval: finite.default(0.05) }),
  classSpec('RandomNormal', { mean: finite.default(0), stddev: positive.default(0.05) }),
  classSpec('TruncatedNormal', { mean: finite.default(0), stddev: positive.default(0.05) }),
  classSpec('Zeros', {}),
  classSpec('Ones', {}),
  classSpec('Constant', { value: finite.default(0) }),
] as const;

const aliases = new Map([
  ['uniform', 'RandomUniform'],
  ['normal', 'RandomNormal'],
  ['zero', 'Zeros'],
  ['one', 'Ones'],
  ['xavieruniform', 'GlorotUniform'],
  ['xaviernormal', 'GlorotNormal'],
]);

/** Every initializer class. */
export const initializerClassNames = classes.map((option) => option.shape.class_name.value);

/** An initializer; a Keras name such as `he_normal` or `uniform` stands for the class with its defaults. */
export const initializerSchema = z.preprocess(
  asClassSpec({ names: initializerClassNames, aliases }),
  z.discriminatedUnion('class_name', classes).superRefine((initializer, context) => {
    if (initializer.class_name !== 'RandomUniform') return;
    const { minval, maxval } = initializer.config;
    if (minval <= maxval) return;
    const found = `minval ${minval}, maxval ${maxval}`;
    reportFault(context, { code: 'spec.bad-interval', path: ['config', 'minval'], details: { found } });
  }),
);

/** An initializer in normal form. */
export type InitializerSpec = z.output<typeof initializerSchema>;
