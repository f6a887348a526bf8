import { type ColourScale, type Rgb, rgbOf, scaleTokens } from './colour-scale.ts';

/** The colours of a scale in the theme that an element is shown in. */
export function stopsOf(element: Element, { kind }: ColourScale): readonly Rgb[] {
  const style = getComputedStyle(element);
  return scaleTokens[kind].map((token) => rgbOf(style.getPropertyValue(token)));
}

/** Pixels as a canvas of their own, to be drawn at any size. */
export function canvasOf(pixels: Uint8ClampedArray, width: number, height: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const data = new ImageData(width, height);
  data.data.set(pixels);
  canvas.getContext('2d')?.putImageData(data, 0, 0);
  return canvas;
}

/** The drawing context of a canvas in the size of the page's pixels, cleared; null where there is none. */
export function preparedContext(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio;
  const [wide, high] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
  if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
  const context = canvas.getContext('2d');
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, width, height);
  if (context) context.imageSmoothingEnabled = false;
  return context;
}
