/** Sums over the layers of a model. */
import type { LayerReport } from '../../../../../shared/spec/shapes.ts';

/** The layer that holds most of the parameters, with its share; null where there are none. */
export function largestShare(
  reports: readonly LayerReport[],
): { readonly place: number; readonly share: number } | null {
  const total = reports.reduce((sum, report) => sum + report.parameterCount, 0);
  if (total === 0) return null;
  const counts = reports.map((report) => report.parameterCount);
  const most = Math.max(...counts);
  return { place: counts.indexOf(most), share: most / total };
}

/** A large number in three digits: `9.56 M`. */
export function shortCount(value: number): string {
  const units = ['', 'k', 'M', 'G', 'T'];
  const power = Math.max(0, Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3)));
  const scaled = value / 1000 ** power;
  return power === 0 ? String(value) : `${scaled.toPrecision(3)} ${units[power]}`;
}

/** A size in memory: `3.2 MiB`, below a tenth of that in KiB. */
export function byteText(bytes: number): string {
  const isSmall = bytes < 0.1 * 2 ** 20;
  return isSmall ? `${(bytes / 2 ** 10).toFixed(1)} KiB` : `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
