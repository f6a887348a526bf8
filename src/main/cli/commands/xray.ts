/** `tatami xray RUN`: what the optimizer does in the steps of a run. */
import type { ChosenWeight } from '../../../shared/contract/xray.ts';
import { usualPoints, xrayRun } from '../../labs/xray.ts';
import { xrayCsv } from '../../labs/xray-csv.ts';
import type { CommandLine } from '../command-line.ts';
import {
  type CommandContext,
  type CommandResult,
  openHistory,
  openLabPorts,
  type Registrar,
} from '../context.ts';
import { replaceFile } from '../../labs/files.ts';
import { wholeNumber } from '../option-values.ts';
import { watchTraining } from '../watch-training.ts';
import { printXray } from '../xray-view.ts';

interface XrayOptions {
  readonly from?: number;
  readonly to?: number;
  readonly every?: number;
  readonly weight?: ChosenWeight;
  readonly csv?: string;
}

/** Adds the command. */
export function addXrayCommand({ program, say, start }: Registrar): void {
  const command = program.command('xray');
  command
    .description(say('aboutXray'))
    .argument('<run>', say('argumentRun'))
    .option('--from <n>', say('optionXrayFrom'), numberFromOne(command, '--from'))
    .option('--to <n>', say('optionXrayTo'), numberFromOne(command, '--to'))
    .option('--every <n>', say('optionXrayEvery', { points: usualPoints }), numberFromOne(command, '--every'))
    .option('--weight <name[index]>', say('optionXrayWeight'), chosenWeight(command))
    .option('--csv <file>', say('optionXrayCsv'))
    .examples(
      'tatami xray 4f2a',
      'tatami xray 4f2a --from 1 --to 20 --weight dense/kernel[3,0]',
      'tatami xray 4f2a --every 10 --csv layers.csv',
    )
    .action((run: string, options: XrayOptions) => start((context) => xray(context, run, options)));
}

/** Works with the thread count of the run: another one would change its last bits. */
async function xray(
  context: CommandContext,
  idOrPrefix: string,
  options: XrayOptions,
): Promise<CommandResult> {
  const { from = null, to = null, every = null, weight = null } = options;
  const history = await openHistory(context);
  const { id, experiment, start } = await history.run(idOrPrefix);
  const ports = await openLabPorts(context, start?.device.threads ?? null);
  const found = await watchTraining(context, experiment.epochs, (watch) =>
    xrayRun(ports, id, { from, to, every, weight }, watch),
  );
  const csv = options.csv === undefined ? null : await replaceFile(options.csv, xrayCsv(found.points));
  printXray(context, found);
  if (csv !== null) context.terminal.print(context.say('xrayCsvWritten', { path: csv }));
  return { document: { ...found, ...(csv !== null && { csv }) } };
}

function numberFromOne(command: CommandLine, option: string): (text: string) => number {
  const read = wholeNumber(command, option);
  return (text) => {
    const value = read(text);
    if (value >= 1) return value;
    throw command.wrongUsage('wantFromOne', { option, value: text });
  };
}

/** A reader of `dense/kernel[3,0]`; without brackets it is the first element. */
function chosenWeight(command: CommandLine): (text: string) => ChosenWeight {
  return (text) => {
    const parts = /^([^[\]]+)(?:\[(\d+(?:\s*,\s*\d+)*)\])?$/.exec(text.trim());
    const index = (parts?.[2] ?? '').split(',').filter((part) => part.length > 0);
    if (parts?.[1] !== undefined) return { name: parts[1], index: index.map(Number) };
    throw command.wrongUsage('wantWeight', { value: text });
  };
}
