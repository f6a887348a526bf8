/** Keeps what a run came to in the repository: its numbers, its page, and one line of ratios for every run so far. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { ratiosOf, reportPage, type Report } from './report.ts';

const fileOf = (name: string): string => fileURLToPath(new URL(`../results/${name}`, import.meta.url));

/** Writes `peers.json` and `peers.md`, in place of those of the last run. */
export async function keepReport(report: Report): Promise<void> {
  await keepFile('peers.json', JSON.stringify(report, roundedNumber));
  await keepFile('peers.md', reportPage(report));
}

/** Adds the run's ratios to `history.json`, so that a loss of speed shows in review. */
export async function addToHistory(report: Report): Promise<void> {
  const file = fileOf('history.json');
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as unknown[]) : [];
  const { date, machine, load, versions } = report;
  const ratios = Object.fromEntries(
    Object.entries(report.cells).map(([cell, scores]) => [
      cell,
      Object.fromEntries(
        Object.entries(ratiosOf(scores)).map(([bar, ratio]) => [bar, ratio?.median ?? null]),
      ),
    ]),
  );
  const entry = { date, cpu: machine.cpu, cores: machine.cores, load, versions, ratios };
  await keepFile('history.json', JSON.stringify([...before, entry], roundedNumber));
}

/** Writes a page or numbers into `bench/results/`, in the project's format. */
async function keepFile(name: string, text: string): Promise<void> {
  const file = fileOf(name);
  const parser = name.endsWith('.md') ? 'markdown' : 'json';
  writeFileSync(file, await format(text, { parser, printWidth: 110 }));
}

function roundedNumber(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(4)) : value;
}
