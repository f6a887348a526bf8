/**
 * The channel between a parent and a child process of Node. Messages are structured clones (`serialization:
 * 'advanced'`), so typed arrays, NaN and undefined arrive as they left.
 */
import { fork } from 'node:child_process';
import type { ChildProcess, ForkOptions } from 'node:child_process';
import type { Transport } from '../../shared/contract/rpc.ts';

/** A service in a child process, with the channel to it. */
export interface ServiceProcess {
  readonly child: ChildProcess;
  readonly transport: Transport;
}

/**
 * Starts a service file in a Node process of its own. Its standard output goes to our standard error, so that it
 * can never disturb the one JSON document that a command prints.
 */
export function forkService(
  file: string,
  args: readonly string[],
  options: ForkOptions = {},
): ServiceProcess {
  const child = fork(file, args, {
    stdio: ['ignore', process.stderr, process.stderr, 'ipc'],
    ...options,
    serialization: 'advanced',
  });
  return { child, transport: channelOf(child) };
}

/**
 * The channel of a child process back to its parent; it ends when the parent dies.
 * @throws Error when the process was not started by {@link forkService}
 */
export function parentTransport(): Transport {
  if (process.send === undefined)
    throw new Error('This file is a service: it is started by another process.');
  return channelOf(process);
}

/** The two ends of the channel have the same events and methods. */
type ChannelEnd = Pick<ChildProcess, 'pid' | 'connected' | 'once' | 'on' | 'disconnect'> & {
  readonly send?: ChildProcess['send'] | undefined;
};

function channelOf(end: ChannelEnd | NodeJS.Process): Transport {
  const channel = end as ChannelEnd;
  const closing = Promise.withResolvers<void>();
  channel.once('disconnect', () => closing.resolve());
  channel.on('error', () => {
    if (channel.pid === undefined) closing.resolve();
  });
  return {
    post(message) {
      // A failure to send means that the other side is gone, which `disconnect` tells.
      if (channel.connected) channel.send?.(message as object, () => undefined);
    },
    onMessage(listener) {
      channel.on('message', listener);
    },
    onClose(listener) {
      void closing.promise.then(listener);
    },
    close() {
      if (channel.connected) channel.disconnect();
    },
  };
}
