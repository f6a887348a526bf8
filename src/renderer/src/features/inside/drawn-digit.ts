/**
 * A drawing as MNIST has its digits: scaled so that its longer side takes 20 of 28 pixels, and placed so that its centre
 * of mass lies in the middle (LeCun, Cortes and Burges, “The MNIST database of handwritten digits”).
 */

/** Brightness of a square drawing, row by row, 0 (ground) to 255 (ink). */
export interface Drawing {
  readonly side: number;
  readonly ink: Uint8Array | Uint8ClampedArray;
}

/** Share of the picture's side that the longer side of a digit takes. */
const inkShare = 20 / 28;

/** The drawing in the size of a net's input; null while nothing is drawn. */
export function centredDigit(drawing: Drawing, height: number, width: number): Uint8Array | null {
  const box = inkBox(drawing);
  if (box === null) return null;
  const size = Math.min(height, width);
  const scale = Math.max(box.bottom - box.top, box.right - box.left) / (inkShare * size);
  const centre = centreOfMass(drawing);
  const pixels = new Uint8Array(height * width);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const top = centre.row + (row - height / 2) * scale;
      const left = centre.column + (column - width / 2) * scale;
      pixels[row * width + column] = Math.round(mean(drawing, { top, left, size: scale }));
    }
  return pixels;
}

/** The smallest box around all ink; its lower and right edges lie behind the last pixel. */
function inkBox({ side, ink }: Drawing): { top: number; left: number; bottom: number; right: number } | null {
  let [top, left, bottom, right] = [side, side, 0, 0];
  ink.forEach((value, index) => {
    if (value === 0) return;
    const [row, column] = [Math.floor(index / side), index % side];
    [top, left] = [Math.min(top, row), Math.min(left, column)];
    [bottom, right] = [Math.max(bottom, row + 1), Math.max(right, column + 1)];
  });
  return bottom === 0 ? null : { top, left, bottom, right };
}

function centreOfMass({ side, ink }: Drawing): { row: number; column: number } {
  let [mass, rows, columns] = [0, 0, 0];
  ink.forEach((value, index) => {
    mass += value;
    rows += value * (Math.floor(index / side) + 0.5);
    columns += value * ((index % side) + 0.5);
  });
  return { row: rows / mass, column: columns / mass };
}

/** Mean brightness of a square of the drawing, pixels that it covers in part counted in part; outside is ground. */
function mean(
  { side, ink }: Drawing,
  { top, left, size }: { top: number; left: number; size: number },
): number {
  let sum = 0;
  for (let row = Math.max(0, Math.floor(top)); row < Math.min(side, top + size); row++) {
    const high = Math.min(row + 1, top + size) - Math.max(row, top);
    for (let column = Math.max(0, Math.floor(left)); column < Math.min(side, left + size); column++) {
      const wide = Math.min(column + 1, left + size) - Math.max(column, left);
      sum += (ink[row * side + column] ?? 0) * high * wide;
    }
  }
  return sum / size ** 2;
}
