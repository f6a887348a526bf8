/** What RandomCrop keeps of a picture at prediction. */

/** A window of a picture. */
export interface PictureWindow {
  readonly corner: readonly [number, number];
  readonly size: readonly [number, number];
}

/** The largest window in the middle that has the target's proportions (Keras's `smart_resize`). */
export function middleOf(
  [rows = 1, columns = 1]: readonly number[],
  { height, width }: Readonly<{ height: number; width: number }>,
): PictureWindow {
  const keptRows = Math.max(1, Math.min(rows, Math.trunc((columns * height) / width)));
  const keptColumns = Math.max(1, Math.min(columns, Math.trunc((rows * width) / height)));
  const corner = [Math.trunc((rows - keptRows) / 2), Math.trunc((columns - keptColumns) / 2)] as const;
  return { corner, size: [keptRows, keptColumns] };
}
