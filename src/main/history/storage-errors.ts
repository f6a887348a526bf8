import { LabError } from '../../shared/contract/errors.ts';

/** The failures of the disk and of SQLite that a user can do something about, by the start of their code. */
const known = [
  ['SQLITE_BUSY', 'history.busy'],
  ['SQLITE_LOCKED', 'history.busy'],
  ['SQLITE_FULL', 'history.disk-full'],
  ['ENOSPC', 'history.disk-full'],
  ['SQLITE_CORRUPT', 'history.damaged'],
  ['SQLITE_NOTADB', 'history.damaged'],
  ['SQLITE_READONLY', 'history.unwritable'],
  ['SQLITE_CANTOPEN', 'history.unwritable'],
  ['SQLITE_PERM', 'history.unwritable'],
  ['EACCES', 'history.unwritable'],
  ['EPERM', 'history.unwritable'],
  ['EROFS', 'history.unwritable'],
  ['ENOTDIR', 'history.unwritable'],
  ['EEXIST', 'history.unwritable'],
  ['SQLITE_IOERR', 'history.disk-error'],
  ['EIO', 'history.disk-error'],
] as const;

/**
 * A failure of the disk or of SQLite as a catalogued error; everything else comes back as it is.
 * A stored document that is no JSON any more is damage too.
 */
export function toHistoryError(error: unknown, path: string): unknown {
  if (error instanceof LabError || !(error instanceof Error)) return error;
  if (error instanceof SyntaxError) return new LabError('history.damaged', { path }, error);
  const reason = codeOf(error);
  const code = known.find(([start]) => reason.startsWith(start))?.[1];
  return code === undefined ? error : new LabError(code, { path, reason }, error);
}

/** Whether an error says that the file's content is broken. */
export function isDamage(error: unknown): boolean {
  const converted = toHistoryError(error, '');
  return converted instanceof LabError && converted.code === 'history.damaged';
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
