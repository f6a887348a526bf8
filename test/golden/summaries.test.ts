import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expandComparison } from '../../src/shared/spec/comparison.ts';
import { parseLab, type Lab } from '../../src/shared/spec/labs.ts';
import { modelSchema } from '../../src/shared/spec/model.ts';
import { inferModel } from '../../src/shared/spec/shapes.ts';
import { modelSummary, parameterTotals } from '../../src/shared/spec/summary.ts';
import { readGolden, Tally, type KerasClass } from './golden.ts';
import { layerFacts, squeezed, type SummaryFacts } from './summary-run.ts';

interface SummaryCase extends SummaryFacts {
  readonly name: string;
  readonly input_shape: readonly number[];
  readonly layers: readonly KerasClass[];
}

const tally = new Tally('summaries', 'exact');

const { cases } = readGolden('summaries') as { cases: SummaryCase[] };

const labsFolder = new URL('../../resources/labs/', import.meta.url);
const labs = readdirSync(labsFolder).map((file) =>
  parseLab(JSON.parse(readFileSync(new URL(file, labsFolder), 'utf8'))),
);

/** The networks of a lab, named as they would be without a document. */
const networksOf = ({ document }: Lab): unknown[] =>
  document.tatami === 'experiment'
    ? [document.model.layers]
    : expandComparison(document).map(({ experiment }) => experiment.model.layers);

describe('the golden summaries', () => {
  it.each(labs)('hold every network of the lab $id', (lab) => {
    const known = cases.map(({ layers }) => modelSchema.parse({ layers }).layers);
    for (const network of networksOf(lab)) expect(known).toContainEqual(network);
  });
});

describe('the report of a model', () => {
  it.each(cases)('has the names, sizes and weights of model.summary(): $name', (golden) => {
    const reports = inferModel(modelSchema.parse({ layers: golden.layers }), golden.input_shape);
    const facts = layerFacts(reports);
    expect(facts).toEqual(golden.reports);
    const subject = golden.name.startsWith('lab-') ? 'networks of the labs' : 'other nets';
    tally.count({ subject, name: golden.name }, facts.length * 2, 0);
  });

  it.each(cases)('has the totals of model.summary(): $name', (golden) => {
    const totals = parameterTotals(
      inferModel(modelSchema.parse({ layers: golden.layers }), golden.input_shape),
    );
    const { total_parameters: total, trainable_parameters: trainable } = golden;
    expect(totals).toEqual({ total, trainable, nonTrainable: total - trainable });
  });

  it.each(cases)(
    'prints the words of model.summary(), whatever the width of its columns: $name',
    (golden) => {
      const text = modelSummary(modelSchema.parse({ layers: golden.layers }), golden.input_shape);
      expect(squeezed(text)).toBe(squeezed(golden.text));
    },
  );

  it('is compared for ten odd nets at least, besides the labs', ({ task }) => {
    task.meta.tally = tally.rows;
    expect(cases.filter(({ name }) => !name.startsWith('lab-')).length).toBeGreaterThanOrEqual(10);
  });
});
