/** Numbers as people read them; the same in both languages, so that pasted results compare. */

/** A loss or accuracy with four decimals as Keras prints it; exponent form for very large or small values. */
export function formatMetric(value: number | null): string {
  if (value === null) return '-';
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e5) ? value.toExponential(3) : value.toFixed(4);
}

/** A share from 0 to 1 as a percentage with one decimal, such as `97.3 %`. */
export function formatShare(share: number | null): string {
  return share === null ? '-' : `${(share * 100).toFixed(1)} %`;
}

/** A count with thousands separated, such as `60,000`. */
export function formatCount(count: number): string {
  return new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 }).format(count);
}

/** A remaining or elapsed time as `0:07`, `12:30` or `1:02:03`. */
export function formatClock(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A duration in seconds with one decimal, such as `12.4 s`. */
export function formatSeconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}

/** A size in bytes, kB, MB or GB (powers of 1000), such as `162.2 MB`. */
export function formatSize(sizeBytes: number): string {
  const units = ['kB', 'MB', 'GB'];
  if (sizeBytes < 1000) return `${sizeBytes} B`;
  let size = sizeBytes / 1000;
  let unit = 0;
  while (size >= 999.95 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${size.toFixed(1)} ${units[unit] ?? 'GB'}`;
}

/** A moment as local date and time, `2026-11-23 14:05`. */
export function formatMoment(timeMs: number): string {
  const moment = new Date(timeMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${date} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/** The first twelve digits of a SHA-256, enough to compare by eye; `-` for none. */
export function shortHash(sha256: string | null): string {
  return sha256 === null ? '-' : sha256.slice(0, 12);
}
