/** Runs one piece of work on a data set in a process of its own and prints its time and memory as JSON. */
import { importDataset } from '../../../src/main/datasets/import.ts';
import { openDataset } from '../../../src/main/datasets/open.ts';

const [work, home, subject] = process.argv.slice(2) as ['import' | 'open', string, string];
const before = process.resourceUsage().maxRSS;
const start = performance.now();
const opened = work === 'open' ? await openDataset(subject, home) : null;
const info = opened?.info ?? (await importDataset(subject, home));
const durationMs = performance.now() - start;
const grownBytes = (process.resourceUsage().maxRSS - before) * 1024;
console.log(JSON.stringify({ durationMs, grownBytes, sha256: info.sha256, trainCount: info.trainCount }));
