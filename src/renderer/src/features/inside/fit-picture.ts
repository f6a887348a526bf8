import type { DatasetInfo } from '../../../../shared/contract/data.ts';
import type { InspectedPicture } from '../../../../shared/contract/inspect.ts';

/** Share of each colour in the brightness of a pixel (ITU-R BT.601). */
const brightness = [0.299, 0.587, 0.114] as const;

/** Red, green, blue and opacity of each pixel as the channels of a data set: grey by brightness, or the three colours. */
export function channelsOf(rgba: Uint8ClampedArray, channels: number): Uint8Array {
  const pixels = new Uint8Array((rgba.length / 4) * channels);
  for (let pixel = 0; pixel < rgba.length / 4; pixel++) {
    const colour = [0, 1, 2].map((channel) => rgba[4 * pixel + channel] ?? 0);
    if (channels === 3) pixels.set(colour, 3 * pixel);
    else
      pixels[pixel] = Math.round(brightness.reduce((sum, share, at) => sum + share * (colour[at] ?? 0), 0));
  }
  return pixels;
}

/** The middle of any picture in the size of a set's; null for a file that is no picture. */
export async function fitPicture(
  file: Blob,
  { height, width, channels }: Pick<DatasetInfo, 'height' | 'width' | 'channels'>,
): Promise<InspectedPicture | null> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (bitmap === null || context === null) return null;
  const scale = Math.min(bitmap.width / width, bitmap.height / height);
  const [wide, high] = [width * scale, height * scale];
  const [left, top] = [(bitmap.width - wide) / 2, (bitmap.height - high) / 2];
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, left, top, wide, high, 0, 0, width, height);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  return { height, width, channels: channels === 1 ? 1 : 3, pixels: channelsOf(data, channels) };
}
