/** Line charts on a canvas through Chart.js: the only module that knows it. */
import {
  Chart,
  type ChartDataset,
  type ChartOptions,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
} from 'chart.js';
import { cursorLine, endLabels } from './chart-plugins.ts';
import { type Axis, type Point, type Series, thinned } from './series.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Filler, Tooltip);

/** Points that a line keeps on the screen: more than that no eye tells apart. */
const mostPoints = 600;

/** Everything that a line chart shows. */
export interface LineChartView {
  readonly series: readonly Series[];
  readonly x: Axis;
  readonly y: Axis;
  /** Pixels at the right for the names at the ends of the lines; 0 for none. */
  readonly labelWidth: number;
}

type LineDataset = ChartDataset<'line', Point[]>;

/** A chart that lives on a canvas. */
export interface LiveChart {
  show(view: LineChartView): void;
  destroy(): void;
}

/** Puts a line chart on a canvas; colours are those of the theme at each `show`. */
export function lineChart(canvas: HTMLCanvasElement): LiveChart {
  const chart = new Chart<'line', Point[]>(canvas, {
    type: 'line',
    data: { datasets: [] },
    options: {},
    plugins: [endLabels, cursorLine],
  });
  return {
    show(view) {
      const style = getComputedStyle(canvas);
      const colour = (token: string): string => style.getPropertyValue(token).trim();
      chart.data.datasets = view.series.flatMap((one) => datasetsOf(one, colour));
      chart.options = optionsOf(view, { colour, font: style.fontFamily });
      chart.update('none');
    },
    destroy: () => chart.destroy(),
  };
}

/** The pixels of a chart as a PNG, on the surface that it stands on. */
export function pictureOf(canvas: HTMLCanvasElement): Promise<Blob> {
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext('2d');
  if (context === null) throw new Error('This canvas cannot be drawn on.');
  context.fillStyle = getComputedStyle(canvas).getPropertyValue('--surface');
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  return new Promise((resolve, reject) => {
    copy.toBlob((blob) => (blob === null ? reject(new Error('No picture was made.')) : resolve(blob)));
  });
}

function datasetsOf(series: Series, colour: (token: string) => string): LineDataset[] {
  const tone = colour(series.colour);
  const isFew = series.points.length <= 40;
  const line: LineDataset = {
    label: series.label,
    data: [...thinned(series.points, mostPoints)],
    hidden: series.isHidden ?? false,
    borderColor: series.isFaint ? `${tone}55` : tone,
    borderWidth: series.isFaint ? 1 : 2,
    borderDash: [...series.dash],
    backgroundColor: tone,
    pointStyle: series.marker === 'none' ? false : series.marker,
    pointRadius: isFew && !series.isFaint && series.marker !== 'none' ? 3.5 : 0,
    pointHitRadius: 0,
    pointBorderColor: colour('--surface'),
    pointBorderWidth: 1,
    spanGaps: false,
    order: series.isFaint ? 2 : 1,
  };
  return series.band === undefined ? [line] : [...bandOf(series, tone), line];
}

function bandOf({ band, isHidden, label }: Series, tone: string): LineDataset[] {
  const edge = (points: readonly Point[]): LineDataset => ({
    label: `${label} band`,
    data: [...thinned(points, mostPoints)],
    hidden: isHidden ?? false,
    borderWidth: 0,
    pointRadius: 0,
    pointHitRadius: 0,
    order: 3,
  });
  if (band === undefined) return [];
  return [edge(band.low), { ...edge(band.high), backgroundColor: `${tone}2e`, fill: '-1' }];
}

function optionsOf(
  { x, y, labelWidth }: LineChartView,
  look: Readonly<{ colour: (token: string) => string; font: string }>,
): ChartOptions<'line'> {
  const { colour, font } = look;
  return {
    animation: false,
    parsing: false,
    normalized: true,
    responsive: true,
    maintainAspectRatio: false,
    layout: { padding: { right: labelWidth, top: 4 } },
    interaction: { mode: 'nearest', axis: 'x', intersect: false },
    scales: { x: scaleOf(x, look), y: scaleOf(y, look) },
    plugins: {
      tooltip: {
        filter: ({ dataset }) => dataset.order !== 3 && dataset.order !== 2,
        backgroundColor: colour('--raised'),
        borderColor: colour('--line-strong'),
        borderWidth: 1,
        titleColor: colour('--ink'),
        bodyColor: colour('--ink-2'),
        titleFont: { family: font, size: 12 },
        bodyFont: { family: font, size: 12 },
        usePointStyle: true,
        callbacks: {
          title: (items) => `${x.label} ${formatted(x, items[0]?.parsed.x ?? 0)}`,
          label: ({ dataset, parsed }) => ` ${dataset.label ?? ''}  ${formatted(y, parsed.y ?? NaN)}`,
        },
      },
    },
  };
}

function scaleOf(
  axis: Axis,
  { colour, font }: Readonly<{ colour: (token: string) => string; font: string }>,
): NonNullable<ChartOptions<'line'>['scales']>[string] {
  const { min, max } = axis;
  return {
    type: axis.isLog ? 'logarithmic' : 'linear',
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    title: {
      display: axis.label !== '',
      text: axis.label,
      color: colour('--ink-3'),
      font: { family: font, size: 11 },
    },
    border: { display: false },
    grid: { color: colour('--line'), tickLength: 0 },
    ticks: {
      color: colour('--ink-3'),
      font: { family: font, size: 11 },
      padding: 6,
      maxTicksLimit: 6,
      maxRotation: 0,
      callback: (value) => formatted(axis, Number(value)),
    },
  };
}

function formatted({ format }: Axis, value: number): string {
  return format === undefined ? String(Number(value.toPrecision(4))) : format(value);
}
