/** Runs the contestants against each other: every round gives each a block of steps, the next round begins with another. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cell } from './cells.ts';
import type { BlockAnswer, Contestant } from './contestant.ts';

/** Someone who takes part: a way to compute, and the process that knows it. */
export interface Entrant {
  readonly variant: string;
  readonly process: Contestant;
}

/** What an entrant came to in a cell. */
export type Score =
  | {
      /** Milliseconds of a step: the median of each block, round by round. */
      readonly stepMs: readonly number[];
      /** From building the network to the end of its first step. */
      readonly firstStepMs: number;
      /** Median over the rounds; null where the process cannot tell. */
      readonly javascriptShare: number | null;
    }
  | { readonly missing: string };

/** Scores by entrant. */
export type CellScores = Readonly<Record<string, Score>>;

/** How long a contest lasts. */
export interface Length {
  readonly rounds: number;
  /** Steps of a block. */
  readonly steps: number;
}

/** Threads of a library that still wait for work after a block have gone to sleep after this time. */
const pauseMs = 100;

/** One cell, from opening to closing. The first round warms up and does not count. */
export async function contest(cell: Cell, entrants: readonly Entrant[], length: Length): Promise<CellScores> {
  const missing: Record<string, string> = {};
  const firstStepMs: Record<string, number> = {};
  const blocks: Record<string, BlockAnswer[]> = {};
  const attempt = async (entrant: Entrant, work: () => Promise<void>): Promise<void> => {
    await sleep(pauseMs);
    await work().catch((error: unknown) => (missing[entrant.variant] = messageOf(error)));
  };
  for (const entrant of entrants) {
    await attempt(entrant, async () => {
      const { variant, process } = entrant;
      firstStepMs[variant] = (
        await process.ask<{ firstStepMs: number }>({ ask: 'open', variant, cell })
      ).firstStepMs;
      blocks[variant] = [];
    });
  }
  for (let round = 0; round <= length.rounds; round++) {
    const turn = round % entrants.length;
    for (const entrant of [...entrants.slice(turn), ...entrants.slice(0, turn)]) {
      if (entrant.variant in missing) continue;
      await attempt(entrant, async () => {
        const { variant, process } = entrant;
        const block = await process.ask<BlockAnswer>({ ask: 'block', variant, steps: length.steps });
        if (round > 0) blocks[variant]?.push(block);
      });
    }
  }
  await closeAll(entrants, missing);
  return Object.fromEntries(
    entrants.map(({ variant }) => [
      variant,
      missing[variant] === undefined
        ? scoreOf(firstStepMs[variant] as number, blocks[variant] ?? [])
        : { missing: missing[variant] },
    ]),
  );
}

/** The middle value; of an even number of values the upper one of the two in the middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] as number;
}

/** What an error says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function scoreOf(firstStepMs: number, blocks: readonly BlockAnswer[]): Score {
  const shares = blocks.flatMap(({ javascriptShare }) => javascriptShare ?? []);
  return {
    stepMs: blocks.map(({ stepMs }) => median(stepMs)),
    firstStepMs,
    javascriptShare: shares.length > 0 ? median(shares) : null,
  };
}

async function closeAll(entrants: readonly Entrant[], missing: Record<string, string>): Promise<void> {
  for (const { variant, process } of entrants) {
    await process.ask({ ask: 'close' }).catch((error: unknown) => (missing[variant] ??= messageOf(error)));
  }
}
