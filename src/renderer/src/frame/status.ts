/** Words and marks of the states of jobs and runs. */
import type { RunStatus } from '../../../shared/contract/history.ts';
import type { JobStatus } from '../../../shared/contract/queue.ts';
import type { TextKey } from '../i18n/texts.ts';

const texts = {
  waiting: 'frame.statusWaiting',
  running: 'frame.statusRunning',
  paused: 'frame.statusPaused',
  stopping: 'frame.statusStopping',
  done: 'frame.statusDone',
  failed: 'frame.statusFailed',
  stopped: 'frame.statusStopped',
  completed: 'frame.statusCompleted',
  diverged: 'frame.statusDiverged',
  interrupted: 'frame.statusInterrupted',
} as const satisfies Record<JobStatus | RunStatus, TextKey>;

/** The text of a state. */
export function statusText(status: JobStatus | RunStatus): TextKey {
  return texts[status];
}
