/** `tatami demo`: the main job in the terminal. */
import { compareExperiments } from '../../labs/compare.ts';
import { planDemo } from '../../labs/demo.ts';
import { errorsReport } from '../../labs/errors-report.ts';
import { readLabs } from '../../labs/labs-catalogue.ts';
import type { LabPorts } from '../../labs/ports.ts';
import { runExperiment } from '../../labs/run-experiment.ts';
import type { Comparison } from '../../../shared/spec/comparison.ts';
import type { Experiment } from '../../../shared/spec/experiment.ts';
import type { RunDetail } from '../../../shared/contract/history.ts';
import { comparisonDocument, printComparison } from '../comparison-view.ts';
import { type CommandContext, type CommandResult, openLabPorts, type Registrar } from '../context.ts';
import { printErrors } from '../errors-view.ts';
import { formatClock } from '../numbers.ts';
import { predictionsOf } from '../predictions.ts';
import { runDocument } from '../run-document.ts';
import { printRun } from '../run-view.ts';
import { watchComparison, watchTraining } from '../watch-training.ts';

/** Adds the command. */
export function addDemoCommand({ program, say, start }: Registrar): void {
  program
    .command('demo')
    .description(say('aboutDemo'))
    .action(() => start(demo));
}

/** The tour: training, race, superclasses. */
export async function demo(context: CommandContext): Promise<CommandResult> {
  const begunMs = performance.now();
  const plan = planDemo(await readLabs(context.services.labsFolder));
  const ports = await openLabPorts(context);
  const steps: Readonly<Record<string, () => Promise<unknown>>> = {
    training: () => trainStep(context, ports, plan.training),
    race: () => raceStep(context, ports, plan.race),
    superclasses: () => superclassStep(context, ports, plan.superclasses),
  };
  const results: Record<string, unknown> = {};
  for (const [name, step] of Object.entries(steps)) {
    if (!context.signal.aborted) results[name] = await step();
  }
  if (!context.signal.aborted) printOutlook(context, performance.now() - begunMs);
  return { document: { ...results, history: context.home.historyFile } };
}

async function trainStep(context: CommandContext, ports: LabPorts, experiment: Experiment): Promise<unknown> {
  printHeading(context, context.say('demoTraining'));
  return runDocument(await train(context, ports, experiment));
}

async function raceStep(context: CommandContext, ports: LabPorts, race: Comparison): Promise<unknown> {
  printHeading(context, context.say('demoRace'));
  const report = await watchComparison(context, (watch) => compareExperiments(ports, race, watch));
  await printComparison(context, report);
  return comparisonDocument(report);
}

async function superclassStep(
  context: CommandContext,
  ports: LabPorts,
  experiment: Experiment,
): Promise<unknown> {
  printHeading(context, context.say('demoSuperclasses'));
  const run = await train(context, ports, experiment);
  if (run.test === null) return { ...runDocument(run), errors: null };
  const { predictions } = await predictionsOf(context, run.id);
  const report = errorsReport(predictions, 'superclass');
  context.terminal.print();
  printErrors(context, report);
  return { ...runDocument(run), errors: report };
}

async function train(context: CommandContext, ports: LabPorts, experiment: Experiment): Promise<RunDetail> {
  const request = { name: experiment.name, experiment };
  const run = await watchTraining(context, experiment.epochs, (watch) =>
    runExperiment(ports, request, watch),
  );
  await printRun(context, run);
  return run;
}

function printHeading({ terminal }: CommandContext, heading: string): void {
  terminal.print();
  terminal.print(terminal.paint('heading', heading));
}

function printOutlook({ say, terminal, home }: CommandContext, durationMs: number): void {
  terminal.print();
  terminal.print(terminal.paint('good', say('demoEnd', { time: formatClock(durationMs) })));
  terminal.print(say('demoHistory', { file: home.historyFile }));
  for (const command of ['history list', 'labs', 'compare optimizer-race', 'run tatami100-cnn', '--help']) {
    terminal.print(`  tatami ${command}`);
  }
}
