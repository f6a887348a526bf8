/** `tatami data …`: the data sets. */
import type { DatasetListing } from '../../../shared/contract/data.ts';
import type { CommandContext, CommandResult, Registrar } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { formatCount, formatSize } from '../numbers.ts';
import { type Column, formatTable } from '../table.ts';
import type { TextKey } from '../texts/texts.ts';

const stateTexts = {
  ready: 'dataReady',
  'on-first-use': 'dataOnFirstUse',
  damaged: 'dataDamaged',
} as const satisfies Record<DatasetListing['state'], TextKey>;

const originTexts = {
  official: 'originOfficial',
  generated: 'originGenerated',
  unofficial: 'originUnofficial',
} as const satisfies Record<NonNullable<DatasetListing['origin']>, TextKey>;

/** Adds the command with its subcommands. */
export function addDataCommands({ program, say, start }: Registrar): void {
  const data = program.command('data').description(say('aboutData'));
  data.examples(
    'tatami data list',
    'tatami data import cifar-100-binary.tar.gz',
    'tatami data check cifar-100',
  );
  data
    .command('list')
    .description(say('aboutDataList'))
    .action(() => start(list));
  data
    .command('import')
    .description(say('aboutDataImport'))
    .argument('<path>', say('argumentDataPath'))
    .option('--name <name>', say('optionDataName'))
    .action((path: string, options: { name?: string }) =>
      start((context) => importFrom(context, path, options)),
    );
  data
    .command('check')
    .description(say('aboutDataCheck'))
    .argument('<dataset>', say('argumentDataset'))
    .action((id: string) => start((context) => check(context, id)));
  data
    .command('remove')
    .description(say('aboutDataRemove'))
    .argument('<dataset>', say('argumentDataset'))
    .action((id: string) => start((context) => remove(context, id)));
}

async function list({ services, say, terminal, home }: CommandContext): Promise<CommandResult> {
  const datasets = await services.datasets.list();
  const columns: Column[] = [
    { title: say('columnDataset') },
    { title: say('columnName') },
    { title: say('columnTrainImages'), align: 'right' },
    { title: say('columnTestImages'), align: 'right' },
    { title: say('columnClasses'), align: 'right' },
    { title: say('columnSuperclasses'), align: 'right' },
    { title: say('columnOrigin') },
    { title: say('columnStatus') },
  ];
  const rows = datasets.map((set) => [
    set.id,
    set.title,
    formatCount(set.trainCount),
    formatCount(set.testCount),
    formatCount(set.classes),
    set.superclasses === 0 ? '-' : formatCount(set.superclasses),
    set.origin === null ? '-' : say(originTexts[set.origin]),
    say(stateTexts[set.state]),
  ]);
  for (const line of formatTable(columns, rows)) terminal.print(line);
  terminal.print(say('dataFolder', { folder: home.dataFolder }));
  return { document: { folder: home.dataFolder, datasets } };
}

async function importFrom(
  context: CommandContext,
  path: string,
  options: Readonly<{ name?: string }>,
): Promise<CommandResult> {
  const { services, say, terminal } = context;
  const info = await services.datasets.import(path, options.name ?? null, (done, total) => {
    terminal.live(say('dataReading', { done: formatSize(done), total: formatSize(total) }));
  });
  const values = { dataset: info.id, title: info.title, train: formatCount(info.trainCount) };
  terminal.print(say('dataImported', { ...values, test: formatCount(info.testCount) }));
  terminal.print(say(originTexts[info.origin]));
  return { document: info };
}

async function check({ services, say, terminal }: CommandContext, id: string): Promise<CommandResult> {
  const { info, isIntact } = await services.datasets.check(id);
  const words = say(isIntact ? 'dataIntact' : 'dataChanged', { dataset: id });
  terminal.print(terminal.paint(isIntact ? 'good' : 'bad', words));
  const exitCode = isIntact ? exitCodes.done : exitCodes.badInput;
  return { document: { dataset: id, isIntact, sha256: info.sha256, origin: info.origin }, exitCode };
}

async function remove({ services, say, terminal }: CommandContext, id: string): Promise<CommandResult> {
  await services.datasets.remove(id);
  terminal.print(say('dataRemoved', { dataset: id }));
  return { document: { removed: id } };
}
