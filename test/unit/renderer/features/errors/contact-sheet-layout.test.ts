import { describe, expect, it } from 'vitest';
import { sheetLayout } from '../../../../../src/renderer/src/features/errors/contact-sheet-layout.ts';

describe('a contact sheet', () => {
  it.each([
    [28, 112],
    [32, 128],
    [64, 128],
    [200, 128],
  ])('enlarges pictures of %i pixels by a whole number, or makes them smaller: %i', (side, onSheet) => {
    const [card] = sheetLayout(3, { width: side, height: side }).cards;
    expect(card?.pictureWidth).toBe(onSheet);
  });

  it('has every picture inside, none over another', () => {
    const { width, height, cards } = sheetLayout(500, { width: 32, height: 24 });
    expect(cards).toHaveLength(500);
    const boxes = new Set(cards.map(({ x, y }) => `${x},${y}`));
    expect(boxes.size).toBe(500);
    for (const card of cards) {
      expect(card.x + card.width).toBeLessThanOrEqual(width);
      expect(card.y + card.pictureHeight + 48).toBeLessThanOrEqual(height);
    }
  });
});
