/** What a painter needs of the page: colours and letters of the theme, and a canvas as sharp as the screen. */
import type { MatrixTheme } from './matrix-painter.ts';

/** The theme of an element, each colour read once: asking for a style costs more than painting with it. */
export function themeOf(element: Element): MatrixTheme {
  const style = getComputedStyle(element);
  const known = new Map<string, string>();
  const colour = (token: string): string => {
    const found = known.get(token) ?? style.getPropertyValue(token);
    known.set(token, found);
    return found;
  };
  return { colour, fontFamily: style.fontFamily };
}

/** An empty canvas of the given size in CSS pixels, with as many pixels of its own as the screen has there. */
export function fittedContext(
  canvas: HTMLCanvasElement,
  { width, height }: Readonly<{ width: number; height: number }>,
): CanvasRenderingContext2D | null {
  const scale = window.devicePixelRatio * canvas.currentCSSZoom;
  const [wide, high] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  const context = canvas.getContext('2d');
  context?.setTransform(scale, 0, 0, scale, 0, 0);
  context?.clearRect(0, 0, width, height);
  return context;
}
