/** What callbacks made of a run's end, as one cell of JSON. */
import type { CallbackEnding } from '../../shared/contract/engine.ts';

/** The cell of an ending; null for a run without callbacks. A best value that JSON lacks stands as a word. */
export function toEndingCell(ending: CallbackEnding | undefined): string | null {
  if (ending === undefined) return null;
  return JSON.stringify(ending, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
}

/** The ending that {@link toEndingCell} wrote. */
export function fromEndingCell(cell: string | null): CallbackEnding | undefined {
  if (cell === null) return undefined;
  const { stoppedEarly, restoredEpoch } = JSON.parse(cell) as CallbackEnding;
  const best = stoppedEarly?.best ?? null;
  const early = stoppedEarly && { ...stoppedEarly, best: best === null ? null : Number(best) };
  return { stoppedEarly: early, restoredEpoch };
}
