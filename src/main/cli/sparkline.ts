/** A curve in one line of text. */

const levels = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/**
 * The values as bars of eight heights, lowest to highest. A value that is not finite leaves a gap; more values
 * than `width` are averaged in equal stretches.
 *
 * @param width - Most characters to use, at least 1.
 */
export function sparkline(values: readonly number[], width: number): string {
  const points = stretchMeans(values, width);
  const finite = points.filter(Number.isFinite);
  const low = Math.min(...finite);
  const range = Math.max(...finite) - low;
  return points.map((value) => bar(value, low, range)).join('');
}

function bar(value: number, low: number, range: number): string {
  if (!Number.isFinite(value)) return ' ';
  const level = range === 0 ? 0 : Math.round(((value - low) / range) * (levels.length - 1));
  return levels[level] ?? ' ';
}

function stretchMeans(values: readonly number[], width: number): number[] {
  if (values.length <= width) return [...values];
  return Array.from({ length: width }, (_, index) => {
    const start = Math.floor((index * values.length) / width);
    const stretch = values.slice(start, Math.floor(((index + 1) * values.length) / width));
    return stretch.reduce((sum, value) => sum + value, 0) / stretch.length;
  });
}
