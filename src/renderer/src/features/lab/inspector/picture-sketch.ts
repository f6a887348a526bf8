/** How a drawn picture looks after a layer that changes pictures. */
import type { LayerSpec } from '../../../../../shared/spec/layers.ts';

/** Up to two outcomes of a layer on a picture of 88 x 88 pixels whose middle is at (48, 48). */
export interface PictureSketch {
  /** SVG transforms of the drawing, one an outcome. */
  readonly transforms: readonly string[];
  /** Pixels of padding around the drawing. */
  readonly inset: number;
  /** Specks of noise. */
  readonly dots: readonly (readonly [number, number])[];
}

const plain = { inset: 0, dots: [] };

/** The sketch of a layer; null for one that does not treat its input as a picture. */
export function sketchOf(layer: LayerSpec): PictureSketch | null {
  switch (layer.class_name) {
    case 'RandomFlip':
      return { ...plain, transforms: flips(layer.config.mode) };
    case 'RandomRotation':
      return { ...plain, transforms: layer.config.factor.map((turn) => `rotate(${360 * turn} 48 48)`) };
    case 'RandomTranslation': {
      const { height_factor: rows, width_factor: columns } = layer.config;
      return { ...plain, transforms: [0, 1].map((end) => moved(columns[end] ?? 0, rows[1 - end] ?? 0)) };
    }
    case 'RandomCrop':
      return { ...plain, transforms: [enlarged(-8), enlarged(8)] };
    case 'ZeroPadding2D':
      return { ...plain, inset: 14, transforms: ['translate(16 16) scale(0.67)'] };
    case 'GaussianNoise':
      return { ...plain, dots: specks(Math.round(40 + 160 * layer.config.stddev)), transforms: [''] };
    default:
      return null;
  }
}

function flips(mode: string): readonly string[] {
  const across = 'translate(96 0) scale(-1 1)';
  const over = 'translate(0 96) scale(1 -1)';
  if (mode === 'horizontal') return [across];
  return mode === 'vertical' ? [over] : [across, over];
}

function moved(columns: number, rows: number): string {
  return `translate(${88 * columns} ${88 * rows})`;
}

function enlarged(shift: number): string {
  return `translate(${-10 + shift} ${-10 + shift}) scale(1.2)`;
}

/** Places that look random but never change: multiples of the golden ratio. */
function specks(count: number): readonly (readonly [number, number])[] {
  const golden = (Math.sqrt(5) - 1) / 2;
  return Array.from({ length: count }, (_, index) => {
    const x = ((index + 1) * golden) % 1;
    return [6 + 84 * x, 6 + (84 * (index + 0.5)) / count] as const;
  });
}
