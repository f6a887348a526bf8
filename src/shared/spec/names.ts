/** Names as people type them: any case, with or without underscores, and nearly right. */

/** A name reduced to what people agree on: lower case, without underscores, hyphens and blanks. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[_\-\s]/g, '');
}

/**
 * The candidate that is meant by a name in another case or spelling (`GLOROT-UNIFORM`), or by an alias.
 * @param aliases Plain names (see {@link plainName}) and what they stand for.
 * @returns The candidate, or the name unchanged if none is meant.
 */
export function resolveName(
  name: string,
  candidates: readonly string[],
  aliases: ReadonlyMap<string, string> = new Map(),
): string {
  const plain = plainName(name);
  return aliases.get(plain) ?? candidates.find((candidate) => plainName(candidate) === plain) ?? name;
}

/**
 * The candidate nearest to a misspelt name, for “did you mean”.
 * @returns Null if more than a third of the letters (and at least 2) would have to change.
 */
export function nearestName(name: string, candidates: readonly string[]): string | null {
  const plain = plainName(name.slice(0, 100));
  let best: string | null = null;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const other = plainName(candidate);
    const distance = editDistance(plain, other);
    const limit = Math.max(2, Math.floor(Math.max(plain.length, other.length) / 3));
    if (distance < bestDistance && distance <= limit && distance < other.length) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Fewest insertions, deletions, replacements and swaps of neighbours between two words (Damerau 1964, restricted). */
function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      let least = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + cost,
      );
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwap) least = Math.min(least, at(older, column - 2) + 1);
      current.push(least);
    }
    older = previous;
    previous = current;
  }
  return at(previous, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
