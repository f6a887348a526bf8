/** The drawings of a report, as SVG texts on paper colours. */
import type { EpochRecord } from '../../../shared/contract/engine.ts';
import { lineChartSvg } from '../../../shared/charts/line-chart-svg.ts';
import type { Marker, Series } from '../../../shared/charts/series.ts';
import { errorsSvg } from '../errors-drawing.ts';
import { type ErrorsReport, errorsReport } from '../errors-report.ts';
import type { ReportedRun, ReportSource } from './report-source.ts';
import type { SayWord } from './words.ts';

/** A drawing: the start of its file's name, what stands below it, and its text. */
export interface Figure {
  readonly name: string;
  readonly caption: string;
  readonly svg: string;
}

/** Colours that can be told apart in print and with impaired colour vision; beyond them they repeat with other dashes. */
const inks = [
  '#205080',
  '#b0502c',
  '#5d7a1f',
  '#7b4ea3',
  '#a3821a',
  '#2b8a8a',
  '#a83a66',
  '#4d4d4d',
] as const;
const dashes = [[], [8, 4], [2, 3], [10, 3, 2, 3]] as const;
const markers: readonly Marker[] = ['circle', 'rect', 'triangle', 'none'];

const paper: Readonly<Record<string, string>> = {
  '--surface': '#ffffff',
  '--ink': '#1d2228',
  '--ink-3': '#55595f',
  '--line': '#dcd8cc',
};

/** Accuracy and loss over the epochs: training and validation of one run, or the validation of all. */
export function curveFigures({ title, runs }: ReportSource, say: SayWord): readonly Figure[] {
  const figure = (kind: 'accuracy' | 'loss'): Figure => {
    const lines = runs.length === 1 ? bothHalves(runs, kind, say) : oneLineEach(runs, kind);
    const what = runs.length === 1 ? say(kind) : `${say(kind)} (${say('validation')})`;
    return {
      name: `curves-${kind}`,
      caption: what,
      svg: lineChartSvg({
        title: `${title}: ${what}`,
        series: lines,
        x: { label: say('epoch'), format: (value) => (Number.isInteger(value) ? String(value) : '') },
        y: kind === 'accuracy' ? { label: what, min: 0, max: 1 } : { label: what },
        colour: (token) => paper[token] ?? token.replace('--ink-', '#'),
      }),
    };
  };
  return [figure('accuracy'), figure('loss')];
}

/** The confusion matrices of a run: of classes, and of superclasses where there are some. */
export function matrixFigures(reported: ReportedRun, place: number, say: SayWord): readonly Figure[] {
  return errorReports(reported).map((report) => {
    const level = report.level === 'class' ? say('classLevel') : say('superclassLevel');
    const caption = `${reported.label}: ${say('matrix')} (${level}), ${(100 * report.accuracy).toFixed(1)} %`;
    const axes = { trueAxis: say('trueAxis'), predictedAxis: say('predictedAxis') };
    const svg = errorsSvg(report, null, { title: caption, ...axes });
    return { name: `matrix-${place}-${report.level}`, caption, svg };
  });
}

/** What a run has wrong, at each level that its data set has; empty where that is not known. */
export function errorReports({ evaluation, taxonomy, run }: ReportedRun): readonly ErrorsReport[] {
  if (evaluation === null || taxonomy === null) return [];
  const predictions = { evaluation, taxonomy, dataset: run.dataset };
  const levels = taxonomy.superclasses === null ? (['class'] as const) : (['class', 'superclass'] as const);
  return levels.map((level) => errorsReport(predictions, level));
}

function bothHalves(
  runs: readonly ReportedRun[],
  kind: 'accuracy' | 'loss',
  say: SayWord,
): readonly Series[] {
  const [one] = runs;
  if (one === undefined) return [];
  const { epochRecords } = one.run;
  const training = line(
    0,
    say('training'),
    epochRecords.map((record) => [record.epoch, record[kind]]),
  );
  const validation = validationLine(epochRecords, kind, { place: 1, label: say('validation') });
  return [training, validation].filter(({ points }) => points.length > 0);
}

function oneLineEach(runs: readonly ReportedRun[], kind: 'accuracy' | 'loss'): readonly Series[] {
  return runs.map(({ label, run: { epochRecords } }, place) => {
    const validation = validationLine(epochRecords, kind, { place, label });
    if (validation.points.length > 0) return validation;
    return line(
      place,
      label,
      epochRecords.map((record) => [record.epoch, record[kind]]),
    );
  });
}

function validationLine(
  records: readonly EpochRecord[],
  kind: 'accuracy' | 'loss',
  { place, label }: Readonly<{ place: number; label: string }>,
): Series {
  const values = records.map((record) => [record.epoch, record[`val_${kind}`]] as const);
  return line(
    place,
    label,
    values.filter((value): value is readonly [number, number] => value[1] !== null),
  );
}

function line(place: number, label: string, values: readonly (readonly [number, number])[]): Series {
  const ink = (inks[place % inks.length] ?? inks[0]).slice(1);
  return {
    id: String(place),
    label,
    colour: `--ink-${ink}`,
    dash: dashes[Math.floor(place / inks.length) % dashes.length] ?? [],
    marker: markers[place % markers.length] ?? 'none',
    points: values.map(([x, y]) => ({ x, y })),
  };
}
