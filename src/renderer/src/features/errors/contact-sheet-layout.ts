/** Where the pictures of a contact sheet stand. */

/** Place of a picture and its caption, in pixels. */
export interface CardLayout {
  readonly x: number;
  readonly y: number;
  /** Room for the caption. */
  readonly width: number;
  readonly pictureWidth: number;
  readonly pictureHeight: number;
}

/** A sheet. */
export interface SheetLayout {
  readonly width: number;
  readonly height: number;
  readonly cards: readonly CardLayout[];
}

const cardWidth = 128;
const gap = 12;
const margin = 16;
const titleHeight = 52;
const captionHeight = 56;
const mostColumns = 12;
const leastColumns = 5;

/** Pictures are enlarged by a whole number, so that their pixels stay what they are; large ones are made smaller. */
export function sheetLayout(
  count: number,
  picture: Readonly<{ width: number; height: number }>,
): SheetLayout {
  const columns = Math.max(leastColumns, Math.min(mostColumns, count));
  const largest = Math.max(picture.width, picture.height);
  const scale = largest > cardWidth ? cardWidth / largest : Math.floor(cardWidth / largest);
  const [pictureWidth, pictureHeight] = [picture.width * scale, picture.height * scale];
  const rowHeight = pictureHeight + captionHeight + gap;
  const cards = Array.from({ length: count }, (_, place) => ({
    x: margin + (place % columns) * (cardWidth + gap),
    y: titleHeight + Math.floor(place / columns) * rowHeight,
    width: cardWidth,
    pictureWidth,
    pictureHeight,
  }));
  return {
    width: 2 * margin + columns * (cardWidth + gap) - gap,
    height: titleHeight + Math.ceil(count / columns) * rowHeight + margin,
    cards,
  };
}
