/** `tatami resume RUN` and `tatami repeat RUN`. */
import type { RunDetail } from '../../../shared/contract/history.ts';
import { repeatRun, type RepeatVerdict } from '../../labs/repeat.ts';
import { resumeRun } from '../../labs/resume.ts';
import { type CommandContext, type CommandResult, openLabPorts, type Registrar } from '../context.ts';
import { runDocument } from '../run-document.ts';
import { printRun } from '../run-view.ts';
import type { TextKey } from '../texts/texts.ts';
import { watchTraining } from '../watch-training.ts';

const verdictTexts = {
  'bit-equal': 'verdictBitEqual',
  'within-tolerance': 'verdictWithinTolerance',
  differs: 'verdictDiffers',
  unfinished: 'verdictUnfinished',
} as const satisfies Record<RepeatVerdict['verdict'], TextKey>;

const factTexts = {
  data: 'factData',
  initialWeights: 'factInitialWeights',
  device: 'factDevice',
  threads: 'factThreads',
  cpuFeatures: 'factCpuFeatures',
  versions: 'factVersions',
} as const satisfies Record<RepeatVerdict['because'][number]['fact'], TextKey>;

/** Adds both commands. */
export function addAgainCommands({ program, say, start }: Registrar): void {
  program
    .command('resume')
    .description(say('aboutResume'))
    .argument('<run>', say('argumentRun'))
    .examples('tatami resume 4f2a')
    .action((run: string) => start((context) => resume(context, run)));
  program
    .command('repeat')
    .description(say('aboutRepeat'))
    .argument('<run>', say('argumentRun'))
    .examples('tatami repeat 4f2a')
    .action((run: string) => start((context) => repeat(context, run)));
}

async function resume(context: CommandContext, idOrPrefix: string): Promise<CommandResult> {
  const ports = await openLabPorts(context);
  const { id, experiment } = await ports.history.run(idOrPrefix);
  const run = await watchTraining(context, experiment.epochs, (watch) => resumeRun(ports, id, watch));
  await printRun(context, run);
  return { document: runDocument(run) };
}

async function repeat(context: CommandContext, idOrPrefix: string): Promise<CommandResult> {
  const ports = await openLabPorts(context);
  const { id, experiment } = await ports.history.run(idOrPrefix);
  const result = await watchTraining(context, experiment.epochs, (watch) => repeatRun(ports, id, watch));
  await printRun(context, result.repetition);
  printVerdict(context, result);
  return { document: verdictDocument(result) };
}

function printVerdict({ say, terminal }: CommandContext, result: RepeatVerdict): void {
  const role = result.verdict === 'bit-equal' ? 'good' : 'bad';
  const difference = result.largestLossDifference?.toExponential(2) ?? '-';
  terminal.print(terminal.paint(role, say(verdictTexts[result.verdict], { difference })));
  for (const { fact, before, now } of result.because) {
    terminal.print(`  ${say(factTexts[fact])}: ${before} → ${now}`);
  }
}

function verdictDocument(
  result: RepeatVerdict & Readonly<{ original: RunDetail; repetition: RunDetail }>,
): unknown {
  const { verdict, because, largestLossDifference, original, repetition } = result;
  const originalHash = original.end?.finalWeightsSha256 ?? null;
  return {
    verdict,
    repeatOf: original.id,
    originalFinalWeightsSha256: originalHash,
    largestLossDifference,
    because,
    ...runDocument(repetition),
  };
}
