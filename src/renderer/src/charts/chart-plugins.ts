/** What our line charts draw beyond Chart.js: names at the ends of the lines, and a line at the cursor. */
import type { Chart, Plugin } from 'chart.js';

const lineHeight = 15;

interface EndLabel {
  readonly text: string;
  readonly colour: string;
  readonly x: number;
  readonly at: number;
  y: number;
}

/** Writes each line's name at its end, pushed apart where ends meet. */
export const endLabels: Plugin<'line'> = {
  id: 'endLabels',
  afterDatasetsDraw(chart) {
    const { right = 0 } = (chart.options.layout?.padding ?? {}) as { right?: number };
    if (right === 0) return;
    const labels = pushedApart(labelsOf(chart), chart.chartArea.top, chart.chartArea.bottom);
    const { ctx, canvas } = chart;
    const style = getComputedStyle(canvas);
    ctx.save();
    ctx.font = `600 12px ${style.fontFamily}`;
    ctx.textBaseline = 'middle';
    for (const { text, colour, x, at, y } of labels) {
      ctx.strokeStyle = colour;
      ctx.beginPath();
      ctx.moveTo(x + 4, at);
      ctx.lineTo(x + 10, y);
      ctx.stroke();
      ctx.fillStyle = style.getPropertyValue('--ink');
      ctx.fillText(text, x + 13, y);
    }
    ctx.restore();
  },
};

/** Shades what lies ahead of a run, from a place of the x axis on: the axis already reaches to the run's end. */
export const aheadShade = (place: () => number | undefined): Plugin<'line'> => ({
  id: 'aheadShade',
  beforeDatasetsDraw(chart) {
    const from = place();
    if (from === undefined) return;
    const { ctx, chartArea, canvas } = chart;
    const x = chart.scales['x']?.getPixelForValue(from) ?? chartArea.right;
    if (x >= chartArea.right) return;
    const style = getComputedStyle(canvas);
    ctx.save();
    ctx.fillStyle = style.getPropertyValue('--sunken');
    ctx.globalAlpha = 0.5;
    ctx.fillRect(x, chartArea.top, chartArea.right - x, chartArea.bottom - chartArea.top);
    ctx.globalAlpha = 1;
    ctx.strokeStyle = style.getPropertyValue('--ink-3');
    ctx.setLineDash([2, 3]);
    ctx.beginPath();
    ctx.moveTo(x, chartArea.top);
    ctx.lineTo(x, chartArea.bottom);
    ctx.stroke();
    ctx.restore();
  },
});

/** Draws an upright line at the values that the tooltip shows. */
export const cursorLine: Plugin<'line'> = {
  id: 'cursorLine',
  afterDatasetsDraw(chart) {
    const [active] = chart.getActiveElements();
    if (active === undefined) return;
    const { ctx, chartArea, canvas } = chart;
    ctx.save();
    ctx.strokeStyle = getComputedStyle(canvas).getPropertyValue('--ink-3');
    ctx.setLineDash([2, 3]);
    ctx.beginPath();
    ctx.moveTo(active.element.x, chartArea.top);
    ctx.lineTo(active.element.x, chartArea.bottom);
    ctx.stroke();
    ctx.restore();
  },
};

function labelsOf(chart: Chart<'line'>): EndLabel[] {
  return chart.data.datasets.flatMap((dataset, index) => {
    const meta = chart.getDatasetMeta(index);
    const last = meta.data.at(-1);
    if (dataset.order !== 1 || meta.hidden || !chart.isDatasetVisible(index) || last === undefined) return [];
    if (!Number.isFinite(last.y)) return [];
    const { bottom, top } = chart.chartArea;
    const at = Math.min(bottom, Math.max(top, last.y));
    const colour = typeof dataset.borderColor === 'string' ? dataset.borderColor : '';
    return [{ text: endTextOf(dataset), colour, x: last.x, at, y: at }];
  });
}

/** A data set as `line-chart.ts` makes them. */
function endTextOf(dataset: Readonly<{ label?: string | undefined; endLabel?: string }>): string {
  return dataset.endLabel ?? dataset.label ?? '';
}

/** Moves labels down, then up, until none covers another. */
function pushedApart(labels: readonly EndLabel[], top: number, bottom: number): readonly EndLabel[] {
  const sorted = labels.toSorted((a, b) => a.y - b.y);
  let free = top + lineHeight / 2;
  for (const label of sorted) {
    label.y = Math.max(label.y, free);
    free = label.y + lineHeight;
  }
  let limit = bottom - lineHeight / 2;
  for (const label of sorted.toReversed()) {
    label.y = Math.min(label.y, limit);
    limit = label.y - lineHeight;
  }
  return sorted;
}
