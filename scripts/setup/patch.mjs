/**
 * Applies unified diffs (`diff -u`, `git diff`) to texts, because `patch` is not on every machine. Strict: every
 * line of context must stand exactly where the diff says; there is no fuzz and no search for a better place.
 */

/** @typedef {{ start: number, lines: string[] }} Hunk */

/**
 * Applies a diff to several files at once.
 *
 * @param {ReadonlyMap<string, string>} files Text by path, as in the diff without its first folder (`a/`, `b/`).
 * @param {string} diff
 * @returns {Map<string, string>} All files, changed and unchanged.
 * @throws {Error} Where a file is missing or its lines are not the ones that the diff expects.
 */
export function applyPatch(files, diff) {
  const result = new Map(files);
  for (const { path, hunks } of parseDiff(diff)) {
    const text = result.get(path);
    if (text === undefined) throw new Error(`${path} is not there`);
    result.set(path, applyHunks(path, text, hunks));
  }
  return result;
}

/** @returns {{ path: string, hunks: Hunk[] }[]} */
function parseDiff(/** @type {string} */ diff) {
  /** @type {{ path: string, hunks: Hunk[] }[]} */
  const files = [];
  let left = 0;
  let right = 0;
  for (const line of diff.split(/\r?\n/)) {
    if (line.startsWith('\\')) continue;
    const hunks = files.at(-1)?.hunks;
    if (left > 0 || right > 0) {
      hunks?.at(-1)?.lines.push(line);
      if (!line.startsWith('+')) left--;
      if (!line.startsWith('-')) right--;
      continue;
    }
    const header = /^\+\+\+ [^/]+\/(\S+)/.exec(line);
    if (header) files.push({ path: String(header[1]), hunks: [] });
    const place = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line);
    if (!place) continue;
    if (!hunks) throw new Error(`The diff names no file before "${line}"`);
    [left, right] = [Number(place[2] ?? 1), Number(place[3] ?? 1)];
    hunks.push({ start: left === 0 ? Number(place[1]) : Number(place[1]) - 1, lines: [] });
  }
  if (left > 0 || right > 0) throw new Error('The diff is cut off');
  return files;
}

function applyHunks(/** @type {string} */ path, /** @type {string} */ text, /** @type {Hunk[]} */ hunks) {
  const source = text.split('\n');
  const result = [];
  let at = 0;
  for (const hunk of hunks) {
    if (hunk.start < at) throw new Error(`${path}: the parts of the diff are out of order`);
    result.push(...source.slice(at, hunk.start));
    at = hunk.start;
    for (const line of hunk.lines) {
      const content = line.slice(1);
      if (line.startsWith('+')) {
        result.push(content);
        continue;
      }
      if (source[at] !== content) throw new Error(`${path}:${at + 1} should read "${content.trim()}"`);
      if (!line.startsWith('-')) result.push(content);
      at++;
    }
  }
  return [...result, ...source.slice(at)].join('\n');
}
