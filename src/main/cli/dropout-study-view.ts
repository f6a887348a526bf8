/** What people read of trained nets with dropout: scaling in numbers, averaged masks, the ensemble of the seeds. */
import type { ScaledLayer } from '../../shared/contract/dropout.ts';
import type { Spread } from '../../shared/metrics/paired.ts';
import type { DropoutStudy, VariantPredictions } from '../../shared/contract/dropout-study.ts';
import type { CommandContext } from './context.ts';
import { printHeading, spreadText } from './dropout-view.ts';
import { formatMetric, formatShare } from './numbers.ts';
import { type Column, formatTable } from './table.ts';
import type { TextKey } from './texts/texts.ts';

/** Units of a layer that are printed; `--json` has more. */
const mostUnits = 5;

/** Prints all parts of a study that there are, and why others are not there. */
export function printStudy(context: CommandContext, study: DropoutStudy): void {
  const { say, terminal } = context;
  const masked = study.predictions.filter(({ averages }) => averages.length > 0);
  if (study.scaling !== null) printScaling(context, study.scaling);
  for (const predictions of masked) printAverages(context, predictions);
  if (study.predictions.length > 0) printEnsemble(context, study.predictions);
  const notes = [
    ...(study.isComplete && masked.length === 0 ? [say('dropoutNothingDrops')] : []),
    ...(study.leftOut.length > 0 ? [say('dropoutLeftOut', { runs: study.leftOut.join(', ') })] : []),
    ...(study.isComplete ? [] : [say('dropoutStopped')]),
  ];
  if (notes.length > 0) terminal.print();
  for (const note of notes) terminal.print(note);
}

function printScaling(context: CommandContext, scaling: NonNullable<DropoutStudy['scaling']>): void {
  const { say, terminal } = context;
  const { picture, label, run, passes } = scaling;
  printHeading(context, say('dropoutScalingHeading', { picture, label, run }));
  for (const key of ['dropoutScalingLecture', 'dropoutScalingKeras', 'dropoutScalingSame'] as const)
    terminal.print(say(key));
  for (const layer of scaling.layers) {
    const { rate, keep, next, inputs, kept } = layer;
    const facts = { layer: layer.layer, rate, keep: rounded(keep), next, inputs, kept };
    terminal.print();
    terminal.print(terminal.paint('accent', say('dropoutScalingLayer', facts)));
    for (const line of unitLines(context, layer, passes)) terminal.print(`  ${line}`);
    terminal.print(
      `  ${say('dropoutScalingProof', {
        training: layer.trainingDifference.toExponential(1),
        prediction: layer.predictionDifference.toExponential(1),
        near: formatShare(layer.withinThreeErrors),
        units: layer.unitCount,
      })}`,
    );
  }
  for (const layer of scaling.inexact) terminal.print(say('dropoutInexact', { layer }));
}

function unitLines({ say }: CommandContext, { units }: ScaledLayer, passes: number): string[] {
  const titles: TextKey[] = [
    'columnUnit',
    'columnLectureMasked',
    'columnLecturePrediction',
    'columnKerasMasked',
    'columnKerasPrediction',
    'columnForgotten',
  ];
  const columns = titles.map((key): Column => ({ title: say(key, { passes }), align: 'right' }));
  const rows = units
    .slice(0, mostUnits)
    .map((unit) => [
      String(unit.unit),
      withError(unit.lectureMasked, unit.deviation, passes),
      unit.lecturePrediction.toFixed(4),
      withError(unit.kerasMasked, unit.deviation, passes),
      unit.kerasPrediction.toFixed(4),
      unit.unscaled.toFixed(4),
    ]);
  return formatTable(columns, rows);
}

/** A mean with its standard error. */
function withError(mean: number, deviation: number | null, passes: number): string {
  return deviation === null
    ? mean.toFixed(4)
    : `${mean.toFixed(4)} ± ${(deviation / Math.sqrt(passes)).toFixed(4)}`;
}

function printAverages(
  context: CommandContext,
  { variant, plain, single, averages }: VariantPredictions,
): void {
  const { say, terminal } = context;
  const nets = plain.accuracy.n;
  printHeading(context, say('dropoutAveragesHeading', { variant, nets }));
  const rows = [
    [say('dropoutPlain'), shareText(plain.accuracy), spreadText(plain.loss)],
    ...(single === null ? [] : [[say('dropoutSingle'), shareText(single.accuracy), spreadText(single.loss)]]),
    ...averages.map(({ passes, accuracy, loss }) => [
      say('dropoutAverageOf', { passes }),
      shareText(accuracy),
      spreadText(loss),
    ]),
  ];
  const columns: Column[] = [
    { title: say('columnPrediction') },
    { title: say('columnTest'), align: 'right' },
    { title: say('columnTestLoss'), align: 'right' },
  ];
  for (const line of formatTable(columns, rows)) terminal.print(line);
}

function printEnsemble(context: CommandContext, predictions: readonly VariantPredictions[]): void {
  const { say, terminal } = context;
  printHeading(context, say('dropoutEnsembleHeading'));
  const rows = predictions.map(({ variant, plain, averages, ensemble }) => {
    const masked = averages.at(-1);
    return [
      variant,
      String(plain.accuracy.n),
      `${shareText(plain.accuracy)} / ${formatMetric(plain.loss.mean)}`,
      masked === undefined ? '-' : `${shareText(masked.accuracy)} / ${formatMetric(masked.loss.mean)}`,
      ensemble === null ? '-' : `${formatShare(ensemble.accuracy)} / ${formatMetric(ensemble.loss)}`,
    ];
  });
  const titles: TextKey[] = [
    'columnVariant',
    'columnNets',
    'columnSingleNets',
    'columnMaskedNets',
    'columnEnsemble',
  ];
  const columns = titles.map((key, index): Column => ({
    title: say(key),
    align: index > 0 ? 'right' : 'left',
  }));
  for (const line of formatTable(columns, rows)) terminal.print(line);
  terminal.print(say('dropoutEnsembleNote'));
  if (predictions.every(({ ensemble }) => ensemble === null)) terminal.print(say('dropoutNoEnsemble'));
}

/** A mean share with its deviation in points, such as `97.3 % ± 0.2`. */
function shareText({ mean, deviation }: Spread): string {
  return deviation === null ? formatShare(mean) : `${formatShare(mean)} ± ${(100 * deviation).toFixed(1)}`;
}

/** 1 - rate without the noise of binary fractions, such as 0.7. */
function rounded(share: number): number {
  return Number(share.toPrecision(6));
}
