/** `tatami import PATH`: a trained model comes in. */
import { basename } from 'node:path';
import { LabError } from '../../../shared/contract/errors.ts';
import type { HistoryPort } from '../../../shared/contract/history.ts';
import type { ImportNote, ModelImport } from '../../../shared/contract/imported-model.ts';
import type { Experiment } from '../../../shared/spec/experiment.ts';
import { importDatasets } from '../../labs/import-datasets.ts';
import { importModel } from '../../labs/import-model.ts';
import { findDocument } from '../../labs/labs-catalogue.ts';
import { runExperiment } from '../../labs/run-experiment.ts';
import { type CommandContext, type CommandResult, openLabPorts, type Registrar } from '../context.ts';
import { formatCount } from '../numbers.ts';
import { runDocument } from '../run-document.ts';
import { printRun } from '../run-view.ts';
import type { TextKey } from '../texts/texts.ts';
import { watchTraining } from '../watch-training.ts';

interface ImportOptions {
  readonly data?: string;
  readonly model?: string;
}

/** What each note says. */
const noteTexts = {
  'preprocessing-assumed': 'noteAssumed',
  'flat-input': 'noteFlat',
  initializer: 'noteInitializer',
  precision: 'notePrecision',
  optimizer: 'noteOptimizer',
  loss: 'noteLoss',
} as const satisfies Record<ImportNote['code'], TextKey>;

/** Adds the command. */
export function addImportCommand({ program, say, start }: Registrar): void {
  program
    .command('import')
    .description(say('aboutImport'))
    .argument('<path>', say('argumentModelPath'))
    .option('--data <dataset>', say('optionImportData'))
    .option('--model <model>', say('optionImportModel'))
    .examples(
      'tatami import model.keras',
      'tatami import model.h5 --data mnist',
      'tatami import slides.weights.h5 --model mnist-cnn',
    )
    .action((path: string, options: ImportOptions) => start((context) => bringIn(context, path, options)));
}

async function bringIn(
  context: CommandContext,
  path: string,
  options: ImportOptions,
): Promise<CommandResult> {
  const ports = await openLabPorts(context);
  const base = options.model === undefined ? null : await namedModel(context, ports.history, options.model);
  const order = { path, dataset: options.data ?? null, base };
  const imported = await importModel(ports, importDatasets(ports.dataFolder), order);
  const { experiment } = imported;
  const request = { name: experiment.name, experiment };
  const run = await watchTraining(context, experiment.epochs, (watch) =>
    runExperiment(ports, request, watch),
  );
  tell(context, path, imported, run.start?.parameterCount ?? 0);
  await printRun(context, run);
  context.terminal.print(context.say('modelTrainOn', { run: run.id }));
  const { format, classNames, notes } = imported;
  return { document: { ...runDocument(run), format, classNames, notes } };
}

function tell(
  { terminal, say }: CommandContext,
  path: string,
  { experiment, format, classNames, notes }: ModelImport,
  parameters: number,
): void {
  const { model, dataset } = experiment;
  const facts = { file: basename(path), format, layers: model.layers.length, dataset: dataset.id };
  terminal.print(say('modelRead', { ...facts, parameters: formatCount(parameters) }));
  if (classNames !== null) terminal.print(say('modelClasses', { names: classNames.join(', ') }));
  for (const { code, layer, detail } of notes)
    terminal.print(say(noteTexts[code], { layer: layer ?? '-', detail }));
}

/** The experiment of a ready-made lab, a file, or a run of the history. */
async function namedModel(
  { services }: CommandContext,
  history: HistoryPort,
  name: string,
): Promise<Experiment> {
  try {
    const { document } = await findDocument(name, services.labsFolder);
    return document.tatami === 'comparison' ? document.base : document;
  } catch (error) {
    const isUnknown =
      error instanceof LabError && ['command.no-such-lab', 'command.misspelt-lab'].includes(error.code);
    const [run] = isUnknown ? await Promise.allSettled([history.run(name)]) : [];
    if (run?.status === 'fulfilled') return run.value.experiment;
    throw error;
  }
}
