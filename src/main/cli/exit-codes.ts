/** What the shell is told about how a command ended. */
import { LabError, type LabErrorCode } from '../../shared/contract/errors.ts';

/** The exit codes of every command. */
export const exitCodes = {
  done: 0,
  /** A fault of Tatami itself. */
  bug: 1,
  wrongUsage: 2,
  /** A file, document, name or value that cannot be used. */
  badInput: 3,
  engineFailed: 4,
  /** Ctrl+C; the state is saved. */
  interrupted: 130,
} as const;

/** Codes of the engine that are about what it was given. */
const badInputForEngine: readonly LabErrorCode[] = ['engine.data-mismatch'];

/** The exit code for an error that ended a command. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof LabError)) return exitCodes.bug;
  if (error.code === 'command.wrong-usage') return exitCodes.wrongUsage;
  if (error.code === 'command.bug') return exitCodes.bug;
  if (badInputForEngine.includes(error.code)) return exitCodes.badInput;
  return /^(engine|process)\./.test(error.code) ? exitCodes.engineFailed : exitCodes.badInput;
}
