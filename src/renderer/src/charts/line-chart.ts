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
import { aheadShade, cursorLine, endLabels } from './chart-plugins.ts';
import { type Axis, type Point, type Series, thinned } from '../../../shared/charts/series.ts';

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
  /** Place on the x axis from which nothing has been measured yet; shaded to the axis's end. */
  readonly aheadFrom?: number | undefined;
}

/** The colours and the font of the theme. */
interface Look {
  readonly colour: (token: string) => string;
  readonly font: string;
}

type LineDataset = ChartDataset<'line', Point[]> & { endLabel?: string };

/** Markers that a line bears at most; on a longer one they stand apart. */
const mostMarkers = 24;

/** A chart that lives on a canvas. */
export interface LiveChart {
  show(view: LineChartView): void;
  destroy(): void;
}

/**
 * Puts a line chart on a canvas; colours are those of the theme at each `show`. A series or axis that is the same
 * object as before is not worked on again.
 */
export function lineChart(canvas: HTMLCanvasElement): LiveChart {
  let made = new WeakMap<Series, LineDataset[]>();
  let theme = '';
  let shown: LineChartView | null = null;
  const chart = new Chart<'line', Point[]>(canvas, {
    type: 'line',
    data: { datasets: [] },
    options: {},
    plugins: [endLabels, cursorLine, aheadShade(() => shown?.aheadFrom)],
  });
  const datasets = (series: Series, look: Look): LineDataset[] => {
    const sets = made.get(series) ?? datasetsOf(series, look.colour);
    made.set(series, sets);
    return sets;
  };
  return {
    show(view) {
      const style = getComputedStyle(canvas);
      const colour = (token: string): string => style.getPropertyValue(token).trim();
      const look = { colour, font: style.fontFamily };
      const themeNow = ['--ink', '--surface', '--train'].map(colour).join();
      if (themeNow !== theme) made = new WeakMap();
      chart.data.datasets = view.series.flatMap((series) => datasets(series, look));
      if (themeNow !== theme || !hasSameFrame(view, shown)) chart.options = optionsOf(view, look);
      theme = themeNow;
      shown = view;
      chart.update('none');
    },
    destroy: () => chart.destroy(),
  };
}

/** Whether the axes and the room for labels are as they were. */
function hasSameFrame(view: LineChartView, before: LineChartView | null): boolean {
  const keys = ['x', 'y', 'labelWidth'] as const;
  return keys.every((key) => view[key] === before?.[key]);
}

/** The pixels of charts, one below the other, as a PNG on the surface that they stand on. */
export function pictureOf(...canvases: readonly HTMLCanvasElement[]): Promise<Blob> {
  const copy = document.createElement('canvas');
  copy.width = Math.max(...canvases.map(({ width }) => width));
  copy.height = canvases.reduce((sum, { height }) => sum + height, 0);
  const context = copy.getContext('2d');
  const [first] = canvases;
  if (context === null || first === undefined) throw new Error('This canvas cannot be drawn on.');
  context.fillStyle = getComputedStyle(first).getPropertyValue('--surface');
  context.fillRect(0, 0, copy.width, copy.height);
  let top = 0;
  for (const canvas of canvases) {
    context.drawImage(canvas, 0, top);
    top += canvas.height;
  }
  return new Promise((resolve, reject) => {
    copy.toBlob((blob) => (blob === null ? reject(new Error('No picture was made.')) : resolve(blob)));
  });
}

function datasetsOf(series: Series, colour: (token: string) => string): LineDataset[] {
  const tone = colour(series.colour);
  const data = [...thinned(series.points, mostPoints)];
  const apart = Math.ceil(data.length / mostMarkers);
  const hasMarkers = !series.isFaint && series.marker !== 'none';
  const line: LineDataset = {
    label: series.label,
    ...(series.endLabel === undefined ? {} : { endLabel: series.endLabel }),
    data,
    hidden: series.isHidden ?? false,
    borderColor: series.isFaint ? `${tone}55` : tone,
    borderWidth: series.isFaint ? 1 : 2,
    borderDash: [...series.dash],
    backgroundColor: tone,
    pointStyle: series.marker === 'none' ? false : series.marker,
    pointRadius: hasMarkers ? ({ dataIndex }) => ((data.length - 1 - dataIndex) % apart === 0 ? 3.5 : 0) : 0,
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

function optionsOf({ x, y, labelWidth }: LineChartView, look: Look): ChartOptions<'line'> {
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

function scaleOf(axis: Axis, { colour, font }: Look): NonNullable<ChartOptions<'line'>['scales']>[string] {
  const { min, max, width } = axis;
  return {
    afterFit: (scale) => {
      if (width !== undefined) scale.width = width;
    },
    type: axis.isLog ? 'logarithmic' : 'linear',
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    title: {
      display: axis.label !== '' && !axis.hasNoTitle,
      text: axis.label,
      color: colour('--ink-3'),
      font: { family: font, size: 11 },
    },
    border: { display: false },
    grid: { color: colour('--line'), tickLength: 0 },
    ticks: {
      display: !axis.hasNoNumbers,
      color: colour('--ink-3'),
      font: { family: font, size: 11 },
      padding: 6,
      maxTicksLimit: 6,
      maxRotation: 0,
      callback: (value) => (axis.isLog && !isRound(Number(value)) ? '' : formatted(axis, Number(value))),
    },
  };
}

/** Numbers that a logarithmic axis bears, for others would touch: 1, 2 and 5, ten times and a tenth of them. */
function isRound(value: number): boolean {
  return /^[125](\.0+)?e/.test(value.toExponential(6));
}

function formatted({ format }: Axis, value: number): string {
  return format === undefined ? String(Number(value.toPrecision(4))) : format(value);
}
