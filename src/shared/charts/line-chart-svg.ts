/** Line charts as SVG files: the same lines, bands, axes and names as on the canvas, for papers and slides. */
import type { Axis, Marker, Point, Series } from './series.ts';

/** What is drawn, and with which colours. */
export interface SvgChart {
  readonly title: string;
  readonly series: readonly Series[];
  readonly x: Axis;
  readonly y: Axis;
  /** Reads a colour of the theme. */
  readonly colour: (token: string) => string;
}

const size = { width: 960, height: 540 } as const;
const margin = { left: 70, right: 170, top: 46, bottom: 52 } as const;
const lineHeight = 16;

/** Places of values on the drawing. */
interface Scale {
  readonly low: number;
  readonly high: number;
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

/** The text of the file. */
export function lineChartSvg(chart: SvgChart): string {
  const shown = chart.series.filter(({ isHidden, isFaint }) => isHidden !== true && isFaint !== true);
  const points = shown.flatMap((one) => [...one.points, ...(one.band?.low ?? []), ...(one.band?.high ?? [])]);
  const x = scaleOf(
    chart.x,
    points.map((point) => point.x),
    [margin.left, size.width - margin.right],
  );
  const y = scaleOf(
    chart.y,
    points.map((point) => point.y),
    [size.height - margin.bottom, margin.top],
  );
  const { colour } = chart;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" font-family="Inter, 'Noto Sans JP', sans-serif" font-size="13">`,
    `<title>${escaped(chart.title)}</title>`,
    `<rect width="100%" height="100%" fill="${colour('--surface')}"/>`,
    `<text x="${margin.left}" y="28" font-size="16" font-weight="600" fill="${colour('--ink')}">${escaped(chart.title)}</text>`,
    ...axes(chart, x, y),
    `<clipPath id="plot"><rect x="${margin.left}" y="${margin.top - 4}" width="${size.width - margin.left - margin.right + 4}" height="${size.height - margin.top - margin.bottom + 8}"/></clipPath>`,
    `<g clip-path="url(#plot)">`,
    ...shown.flatMap((one) => bandPath(one, { x, y, colour })),
    ...shown.map((one) => linePath(one, { x, y, colour })),
    ...shown.flatMap((one) => markers(one, { x, y, colour })),
    `</g>`,
    ...names(shown, { x, y, colour }),
    `</svg>`,
    '',
  ].join('\n');
}

/** At most seven round numbers between two; powers of ten with 2 and 5 on a logarithmic axis. */
export function roundTicks(low: number, high: number, isLog: boolean): readonly number[] {
  if (isLog) {
    const decades = range(Math.floor(Math.log10(low)), Math.ceil(Math.log10(high)));
    const all = decades.flatMap((power) => [1, 2, 5].map((unit) => unit * 10 ** power));
    return all.filter((tick) => tick >= low * 0.999 && tick <= high * 1.001);
  }
  const rough = (high - low) / 6;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((each) => each * unit >= rough) ?? 10) * unit;
  return range(Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9)).map((k) =>
    Number((k * step).toPrecision(12)),
  );
}

function scaleOf(axis: Axis, values: readonly number[], [from, to]: readonly [number, number]): Scale {
  const isLog = axis.isLog === true;
  const known = values.filter((value) => Number.isFinite(value) && (!isLog || value > 0));
  const low = axis.min ?? known.reduce((a, b) => Math.min(a, b), Infinity);
  const high = axis.max ?? known.reduce((a, b) => Math.max(a, b), -Infinity);
  const ends = low < high ? { low, high } : { low: isLog ? 0.1 : 0, high: 1 };
  const place = (value: number): number => (isLog ? Math.log10(value) : value);
  const share = (value: number): number =>
    (place(value) - place(ends.low)) / (place(ends.high) - place(ends.low));
  return {
    ...ends,
    at: (value) => from + share(value) * (to - from),
    ticks: roundTicks(ends.low, ends.high, isLog),
  };
}

type Look = Readonly<{ x: Scale; y: Scale; colour: (token: string) => string }>;

function axes({ x: xAxis, y: yAxis, colour }: SvgChart, x: Scale, y: Scale): readonly string[] {
  const ink = colour('--ink-3');
  const right = size.width - margin.right;
  const bottom = size.height - margin.bottom;
  return [
    ...y.ticks.map(
      (tick) =>
        `<path d="M${margin.left} ${n(y.at(tick))}H${right}" stroke="${colour('--line')}"/><text x="${margin.left - 8}" y="${n(y.at(tick) + 4)}" text-anchor="end" fill="${ink}">${escaped(written(yAxis, tick))}</text>`,
    ),
    ...x.ticks.map(
      (tick) =>
        `<text x="${n(x.at(tick))}" y="${bottom + 20}" text-anchor="middle" fill="${ink}">${escaped(written(xAxis, tick))}</text>`,
    ),
    `<text x="${(margin.left + right) / 2}" y="${size.height - 12}" text-anchor="middle" fill="${ink}">${escaped(xAxis.label)}</text>`,
  ];
}

function linePath(series: Series, look: Look): string {
  const dash = series.dash.length === 0 ? '' : ` stroke-dasharray="${series.dash.join(' ')}"`;
  return `<path d="${path(series.points, look)}" fill="none" stroke="${look.colour(series.colour)}" stroke-width="2"${dash}/>`;
}

function bandPath({ band, colour }: Series, look: Look): readonly string[] {
  if (band === undefined) return [];
  const edge = path(band.low, look);
  const back = path(band.high.toReversed(), look).replace(/^M/, 'L');
  return edge === '' ? [] : [`<path d="${edge}${back}Z" fill="${look.colour(colour)}" opacity=".15"/>`];
}

/** A line that is lifted where a value is missing. */
function path(points: readonly Point[], { x, y }: Look): string {
  let isDown = false;
  return points
    .map((point) => {
      const place = `${n(x.at(point.x))} ${n(y.at(point.y))}`;
      const command = isDown ? 'L' : 'M';
      isDown = !place.includes('NaN') && !place.includes('Infinity');
      return isDown ? `${command}${place}` : '';
    })
    .join('');
}

const mostMarkers = 24;

function markers({ points, marker, colour }: Series, look: Look): readonly string[] {
  const apart = Math.ceil(points.length / mostMarkers);
  return points
    .filter((point, index) => (points.length - 1 - index) % apart === 0 && Number.isFinite(point.y))
    .map((point) => markerAt(marker, { x: look.x.at(point.x), y: look.y.at(point.y) }, look.colour(colour)));
}

function markerAt(marker: Marker, { x, y }: Point, tone: string): string {
  if (marker === 'circle') return `<circle cx="${n(x)}" cy="${n(y)}" r="3.5" fill="${tone}"/>`;
  if (marker === 'rect') return `<path d="M${n(x - 3.5)} ${n(y - 3.5)}h7v7h-7z" fill="${tone}"/>`;
  if (marker === 'triangle') return `<path d="M${n(x)} ${n(y - 4.4)}l4.4 7.8h-8.8z" fill="${tone}"/>`;
  return '';
}

/** The lines' names at their ends, pushed apart where they meet. */
function names(series: readonly Series[], look: Look): readonly string[] {
  const ends = series.flatMap((one) => {
    const last = one.points.findLast(({ y }) => Number.isFinite(y));
    return last === undefined ? [] : [{ one, x: look.x.at(last.x), at: look.y.at(last.y) }];
  });
  let free = margin.top;
  return ends
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ one, x, at }) => {
      const y = Math.max(at, free);
      free = y + lineHeight;
      const left = size.width - margin.right + 16;
      return [
        `<path d="M${n(x + 4)} ${n(at)}L${left - 4} ${n(y)}" stroke="${look.colour(one.colour)}" fill="none"/>`,
        `<text x="${left}" y="${n(y + 4)}" font-weight="600" fill="${look.colour('--ink')}">${escaped(one.endLabel ?? one.label)}</text>`,
      ];
    });
}

function written({ format }: Axis, value: number): string {
  return format === undefined ? String(Number(value.toPrecision(4))) : format(value);
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

const n = (value: number): string => value.toFixed(1);

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
