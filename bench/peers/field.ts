/** Who takes part, in which process, and what the table calls them. */
import { fileURLToPath } from 'node:url';
import { messageOf, type Entrant } from './contest.ts';
import { Contestant, type AboutAnswer } from './contestant.ts';
import { findPythons } from './pythons.ts';

/** Names for people, in the order of the table. */
export const titles = {
  tatami: 'Tatami, float32 with rewrites',
  'tatami-bf16': 'Tatami, fast mode (bfloat16)',
  keras: 'Keras, float32',
  'keras-bf16': 'Keras, mixed_bfloat16',
  'torch-eager': 'PyTorch, eager',
  'torch-channels-last': 'PyTorch, channels_last',
  'torch-compile': 'PyTorch, torch.compile',
  'tfjs-fit': 'TF.js `fit`',
  sgemm: 'floor: its arithmetic at SGEMM speed',
} as const;

/** A way to compute. */
export type Variant = keyof typeof titles;

/** The PyTorch modes, all in float32. */
export const torchVariants = ['torch-eager', 'torch-channels-last', 'torch-compile'] as const;

/** Everyone who is there, and why the others are not. */
export interface Field extends AsyncDisposable {
  readonly entrants: readonly Entrant[];
  readonly missing: Readonly<Partial<Record<Variant, string>>>;
  readonly versions: Readonly<Record<string, string>>;
  /** Threads of one operation, by process. */
  readonly threads: Readonly<Record<string, number>>;
  readonly cpuFeatures: readonly string[];
}

interface Side {
  readonly name: string;
  readonly variants: readonly Variant[];
  /** The program and its arguments, or why it cannot be started. */
  readonly start: readonly [string, ...string[]] | { readonly missing: string };
}

/** Starts the processes. `without`: variants that shall stay away. */
export async function assemble(without: readonly Variant[]): Promise<Field> {
  const entrants: Entrant[] = [];
  const missing: Partial<Record<Variant, string>> = {};
  const versions: Record<string, string> = {};
  const threads: Record<string, number> = {};
  let cpuFeatures: readonly string[] = [];
  const processes: Contestant[] = [];
  const take = async ({ name, variants, start }: Side): Promise<void> => {
    if ('missing' in start) throw new Error(start.missing);
    const process = new Contestant(start[0], start.slice(1));
    processes.push(process);
    const about = await process.ask<AboutAnswer>({ ask: 'about' });
    Object.assign(versions, about.versions);
    threads[name] = about.threads;
    cpuFeatures = about.cpuFeatures ?? cpuFeatures;
    entrants.push(...variants.map((variant) => ({ variant, process })));
  };
  for (const side of await sides(without)) {
    await take(side).catch((error: unknown) => {
      for (const variant of side.variants) missing[variant] = messageOf(error);
    });
  }
  const dispose = async (): Promise<void> => {
    for (const process of processes) await process[Symbol.asyncDispose]();
  };
  return { entrants, missing, versions, threads, cpuFeatures, [Symbol.asyncDispose]: dispose };
}

async function sides(without: readonly Variant[]): Promise<readonly Side[]> {
  const pythons = await findPythons();
  const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const all: readonly Side[] = [
    {
      name: 'tatami',
      variants: ['tatami', 'tatami-bf16', 'tfjs-fit', 'sgemm'],
      start: [process.execPath, script('tatami-worker.ts')],
    },
    {
      name: 'keras',
      variants: ['keras', 'keras-bf16'],
      start: 'path' in pythons.keras ? [pythons.keras.path, script('keras_worker.py')] : pythons.keras,
    },
    {
      name: 'pytorch',
      variants: torchVariants,
      start: 'path' in pythons.torch ? [pythons.torch.path, script('torch_worker.py')] : pythons.torch,
    },
  ];
  return all
    .map((side) => ({ ...side, variants: side.variants.filter((variant) => !without.includes(variant)) }))
    .filter(({ variants }) => variants.length > 0);
}
