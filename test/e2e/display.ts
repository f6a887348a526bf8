/** A screen that nobody sees, for machines without one: Xvfb on a number that is free. */
import { spawn } from 'node:child_process';

/** A display that was started for the tests. */
export interface HiddenDisplay {
  /** Its name, such as `:99`. */
  readonly name: string;
  close(): void;
}

/** Starts a display that holds a window of 1366 by 768; null where there is no Xvfb. */
export async function startDisplay(): Promise<HiddenDisplay | null> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string | null>((resolve) => {
    server.once('error', () => resolve(null));
    server.once('exit', () => resolve(null));
    server.stdio[3]?.once('data', (text: Buffer) => resolve(text.toString().trim()));
  });
  return number === null ? null : { name: `:${number}`, close: () => void server.kill() };
}
