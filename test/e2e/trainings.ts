/** Small trainings for the window: a net that a weak machine trains in seconds. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { Job, JobRequest } from '../../src/shared/contract/queue.ts';
import { parseAnyDocument } from '../../src/shared/spec/labs.ts';

/** How much is trained. */
export interface TrainingSize {
  /** Images of MNIST to train on. */
  readonly train: number;
  readonly epochs: number;
  readonly name?: string;
}

/** One softmax layer on a part of MNIST. */
export function softmaxExperiment({ train, epochs, name = 'softmax' }: TrainingSize): object {
  const document = parseAnyDocument(readLab('softmax-regression'));
  return { ...document, name, dataset: { id: 'mnist', train, test: 500 }, batch_size: 20, epochs };
}

/** The ready-made race of nine optimizers on a part of its images. */
export function smallRace({ train, epochs, name = 'race' }: TrainingSize): object {
  const document = parseAnyDocument(readLab('optimizer-race'));
  if (document.tatami !== 'comparison') throw new Error('The race is a comparison.');
  const base = { ...document.base, dataset: { id: 'mnist', train, test: 500 }, epochs };
  return { ...document, name, base };
}

/** Adds a job as the page's own commands do. */
export async function addJob(page: Page, request: JobRequest): Promise<void> {
  const answer = await page.evaluate((asked) => window.lab.call.addJob(asked), request);
  if (!answer.ok) throw new Error(`${answer.error.code} ${JSON.stringify(answer.error.details)}`);
}

/** All jobs as the lab has them. */
export async function jobsOf(page: Page): Promise<readonly Job[]> {
  const answer = await page.evaluate(() => window.lab.call.jobs());
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

/** Epochs that the newest job has done. */
export async function epochsDone(page: Page): Promise<number> {
  return (await jobsOf(page)).at(-1)?.runs[0]?.epochsDone ?? 0;
}

function readLab(name: string): unknown {
  const file = new URL(`../../resources/labs/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}
