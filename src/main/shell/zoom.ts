/** How large the page is shown. */

/** Steps of the zoom; beyond them nothing could be used, or found back from. */
const factors = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;

/** What the user asks of the zoom. */
export type ZoomStep = 'in' | 'out' | 'reset';

/** The next factor from the present one; the smallest and the largest stay. */
export function nextZoom(factor: number, step: ZoomStep): number {
  const slack = 0.001;
  switch (step) {
    case 'in':
      return factors.find((larger) => larger > factor + slack) ?? Math.max(...factors);
    case 'out':
      return factors.findLast((smaller) => smaller < factor - slack) ?? Math.min(...factors);
    case 'reset':
      return 1;
  }
}
