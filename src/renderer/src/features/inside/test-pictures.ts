import type { Pictures } from '../../../../shared/contract/lab/data.ts';
import type { ShownPicture } from './inside.svelte.ts';

/** Places of the pictures of a class in their half; null for those of all classes. */
export function placesOfClass(labels: Int32Array, label: number | null): Int32Array {
  const places = Int32Array.from(labels.keys());
  return label === null ? places : places.filter((place) => labels[place] === label);
}

/** One of several pictures, to be shown to a net. */
export function cutPicture(
  { images, indices, labels, height, width, channels }: Pictures,
  place: number,
  source: 'test' | 'train' = 'test',
): ShownPicture {
  const size = height * width * channels;
  const pixels = images.slice(place * size, (place + 1) * size);
  return {
    picture: { height, width, channels: channels === 1 ? 1 : 3, pixels },
    source,
    index: indices[place] ?? null,
    label: labels[place] ?? null,
  };
}
