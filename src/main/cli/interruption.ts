/** Ctrl+C: the first stops the training and saves it, the second ends the program at once. */
import { getEventListeners } from 'node:events';
import { exitCodes } from './exit-codes.ts';

/** What {@link watchInterruption} needs from the process. */
export interface InterruptibleProcess {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  exit(code: number): void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Answers a signal that is aborted at the first interruption. Where nothing listens to it, no training has to be
 * saved, and the program ends at once.
 *
 * @param onFirst - Called at the first interruption of a training, to tell the user what happens now.
 */
export function watchInterruption(target: InterruptibleProcess, onFirst: () => void): AbortSignal {
  const controller = new AbortController();
  const interrupt = (): void => {
    const isIdle = getEventListeners(controller.signal, 'abort').length === 0;
    if (controller.signal.aborted || isIdle) return target.exit(exitCodes.interrupted);
    onFirst();
    controller.abort();
  };
  for (const signal of signals) target.on(signal, interrupt);
  return controller.signal;
}
