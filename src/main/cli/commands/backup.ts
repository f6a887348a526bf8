/** `tatami backup` and `tatami restore`: the whole history in one file, and back. */
import { resolve } from 'node:path';
import { writeBackup } from '../../labs/backup/write-backup.ts';
import { restoreBackup } from '../../labs/backup/restore.ts';
import { type CommandContext, type CommandResult, openHistory, type Registrar } from '../context.ts';
import { formatSize } from '../numbers.ts';

interface BackupOptions {
  readonly data?: boolean;
  readonly force?: boolean;
}

/** Adds both commands. */
export function addBackupCommands({ program, say, start }: Registrar): void {
  const backup = program.command('backup');
  backup
    .description(say('aboutBackup'))
    .argument('<file>', say('argumentBackup'))
    .option('--data', say('optionBackupData'))
    .option('--force', say('optionReplaceFile'))
    .examples('tatami backup tatami-2026-11.tar', 'tatami backup tatami-with-data.tar --data')
    .action((file: string, options: BackupOptions) => start((context) => backUp(context, file, options)));
  const restore = program.command('restore');
  restore
    .description(say('aboutRestore'))
    .argument('<file>', say('argumentBackup'))
    .examples('tatami restore tatami-2026-11.tar')
    .action((file: string) => start((context) => bringBack(context, file)));
}

async function backUp(context: CommandContext, file: string, options: BackupOptions): Promise<CommandResult> {
  const { home, say, terminal } = context;
  const history = await openHistory(context);
  const written = await writeBackup(
    { ...home, history },
    {
      path: file,
      isForced: options.force === true,
      hasData: options.data === true,
      appVersion: context.version,
      nowMs: Date.now(),
    },
  );
  const { path, sizeBytes, checkpoints, datasets } = written;
  terminal.print(say('backupWritten', { path, size: formatSize(sizeBytes), checkpoints }));
  if (datasets.length > 0) terminal.print(say('backupDatasets', { datasets: datasets.join(', ') }));
  return { document: written };
}

async function bringBack(context: CommandContext, file: string): Promise<CommandResult> {
  const { home, say, terminal, services } = context;
  const path = resolve(file);
  const restored = await restoreBackup(services.historyFiles, { path, home: home.home, nowMs: Date.now() });
  terminal.print(say('restored', { path, runs: restored.runs, home: restored.home }));
  if (restored.sideCopy !== null) terminal.print(say('sideCopy', { sideCopy: restored.sideCopy }));
  return { document: { ...restored, path } };
}
