/** What lies over the picture as colours: one of several answers to why a class. */
import type { InspectedPicture, InspectReport } from '../../../../shared/contract/inspect.ts';
import { type ColourScale, scaleFor } from './colour-scale.ts';
import type { SlowMapValues } from './slow-maps.ts';

/** Every kind of overlay; the last two take many looks. */
export const overlayKinds = ['none', 'saliency', 'cam', 'smooth', 'occlusion'] as const;

/** A name of {@link overlayKinds}. */
export type OverlayKind = (typeof overlayKinds)[number];

/** Numbers that lie over a picture as colours. */
export interface Overlay extends SlowMapValues {
  readonly scale: ColourScale;
  /** Whether the numbers are coarser than the picture and are drawn smoothly. */
  readonly isSmooth: boolean;
}

/** The overlay of a look; null where there is none, where it is not made yet, or where it is 0 everywhere. */
export function overlayOf(
  kind: OverlayKind,
  { height, width }: InspectedPicture,
  { reasons }: InspectReport,
  made: SlowMapValues | null,
): Overlay | null {
  const map = {
    none: null,
    saliency: { values: reasons.saliency, height, width },
    cam: reasons.gradCam,
    smooth: made,
    occlusion: made,
  }[kind];
  if (map === null) return null;
  const largest = map.values.reduce((most, value) => Math.max(most, value), 0);
  if (largest === 0) return null;
  const isSmooth = kind === 'cam' || kind === 'occlusion';
  return { values: map.values, height: map.height, width: map.width, scale: scaleFor(0, largest), isSmooth };
}
