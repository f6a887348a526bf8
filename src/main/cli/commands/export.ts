/** `tatami export RUN`: a run for other programs. */
import { describeError } from '../../../shared/contract/errors.ts';
import type { Language } from '../../../shared/contract/errors/entry.ts';
import { exportLimitWords } from '../../../shared/contract/export-limits.ts';
import type {
  ExportFormatId,
  ExportLimit,
  ExportOptions,
  ExportVerdict,
} from '../../../shared/contract/trained-model.ts';
import { exportRun, netFormats, type NetFormatId } from '../../labs/export-run.ts';
import { exportTwin } from '../../labs/export-twin.ts';
import {
  type CommandContext,
  type CommandResult,
  openHistory,
  openLabPorts,
  type Registrar,
} from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { formatSize } from '../numbers.ts';
import { choiceOption, wholeNumber } from '../option-values.ts';

interface Options {
  readonly format: ExportFormatId;
  readonly out: string;
  readonly withPreprocessing?: boolean;
  readonly imageOrder?: ExportOptions['imageOrder'];
  readonly images?: number;
  readonly comments?: Language;
  readonly force?: boolean;
}

/** Adds the command. */
export function addExportCommand({ program, say, start }: Registrar): void {
  const command = program.command('export');
  const format = { flags: '--format <format>', description: say('optionFormat') };
  const comments = { flags: '--comments <language>', description: say('optionComments') };
  const imageOrder = { flags: '--image-order <order>', description: say('optionImageOrder') };
  command
    .description(say('aboutExport'))
    .argument('<run>', say('argumentRun'))
    .addOption(choiceOption(command, format, [...netFormats, 'twin']).makeOptionMandatory())
    .requiredOption('--out <path>', say('optionOut'))
    .option('--with-preprocessing', say('optionWithPreprocessing'))
    .addOption(choiceOption(command, imageOrder, ['NHWC', 'NCHW']))
    .option('--images <n>', say('optionImages'), wholeNumber(command, '--images'))
    .addOption(choiceOption(command, comments, ['ja', 'en']))
    .option('--force', say('optionForce'))
    .examples(
      'tatami export 4f2a --format keras --out net.keras',
      'tatami export 4f2a --format twin --out twin-of-4f2a --images 5000 --comments ja',
    )
    .action((run: string, options: Options) =>
      start((context) => {
        const { format: chosen } = options;
        if (chosen === 'twin') return writeTwin(context, run, options);
        return writeNet(context, run, { ...options, format: chosen });
      }),
    );
}

/** Writes a net; a file that does not predict as the net does ends with exit code 4. */
async function writeNet(
  context: CommandContext,
  idOrPrefix: string,
  options: Options & Readonly<{ format: NetFormatId }>,
): Promise<CommandResult> {
  const { say, terminal, language, version } = context;
  const report = await exportRun(await openLabPorts(context), idOrPrefix, {
    format: options.format,
    path: options.out,
    isForced: options.force === true,
    options: {
      hasPreprocessing: options.withPreprocessing === true,
      imageOrder: options.imageOrder ?? 'NHWC',
      comments: options.comments ?? language,
    },
    appVersion: version,
    onLimits: (limits) => {
      for (const limit of limits) terminal.say(limitLine(limit, language));
    },
  });
  const { run, path, format, sizeBytes, verdict } = report;
  terminal.print(say('exportWritten', { run, path, format, size: formatSize(sizeBytes) }));
  terminal.print(verdictLine(verdict, context));
  const exitCode = verdict.state === 'differs' ? exitCodes.engineFailed : exitCodes.done;
  return { document: report, exitCode };
}

function limitLine({ code, layer }: ExportLimit, language: Language): string {
  const words = exportLimitWords[code][language];
  return layer === null ? words : `${layer}: ${words}`;
}

function verdictLine(
  verdict: ExportVerdict,
  { say, language }: Pick<CommandContext, 'say' | 'language'>,
): string {
  if (verdict.state === 'unchecked') {
    if (verdict.reason === 'no-reader') return say('exportUnchecked');
    return say('exportUnread', { problem: describeError(verdict.reason, language).message });
  }
  const { state, pictures, reader } = verdict;
  const difference = verdict.largestDifference.toExponential(1);
  const values = { pictures, reader, difference, tolerance: verdict.tolerance.toExponential(0) };
  return say(state === 'equal' ? 'exportEqual' : 'exportDiffers', values);
}

async function writeTwin(
  context: CommandContext,
  idOrPrefix: string,
  options: Options,
): Promise<CommandResult> {
  const { home, services, say, terminal, language } = context;
  const { dataFolder, checkpointRoot } = home;
  const history = await openHistory(context);
  const twin = await exportTwin(
    { history, dataFolder, checkpointRoot, replay: services.replay },
    idOrPrefix,
    {
      folder: options.out,
      isForced: options.force === true,
      mostImages: options.images ?? null,
      comments: options.comments ?? language,
    },
  );
  const { run, folder, images, heldSteps: held, totalSteps: total } = twin;
  terminal.print(say('twinWritten', { run, folder, images, held, total }));
  if (twin.random.length > 0) terminal.print(say('twinRandom', { layers: twin.random.join(', ') }));
  if (twin.compute === 'bfloat16') terminal.print(say('twinFast'));
  terminal.print(say('twinNext'));
  return { document: twin };
}
