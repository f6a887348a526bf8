import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import * as z from 'zod';
import { type } from '../../../../src/shared/contract/rpc.ts';
import type { Contract, Handlers, Transport } from '../../../../src/shared/contract/rpc.ts';
import { LabError } from '../../../../src/shared/contract/errors.ts';

/** A small contract that shows every kind of command. */
export const counterContract = {
  name: 'counter',
  commands: {
    add: { input: z.tuple([z.number(), z.number()]), output: type<number>() },
    halve: { input: z.tuple([z.instanceof(Float32Array)]), output: type<Float32Array>() },
    total: { input: z.tuple([z.array(z.number()).readonly()]), output: type<number>() },
    refuse: { input: z.tuple([z.string()]), output: type<void>() },
    crash: { input: z.tuple([]), output: type<void>() },
    wait: { input: z.tuple([]), output: type<void>() },
    leak: { input: z.tuple([]), output: type<unknown>() },
    count: { input: z.tuple([z.int()]), output: type<number>() },
  },
  events: { tick: type<{ readonly value: number }>() },
} satisfies Contract;

/** The service behind {@link counterContract}. */
export function counterHandlers(tick: (value: number) => void): Handlers<typeof counterContract> {
  return {
    add: (left, right) => left + right,
    halve: (values) => values.map((value) => value / 2),
    total: (values) => values.reduce((sum, value) => sum + value, 0),
    refuse: (path) => {
      throw new LabError('history.newer', { path, found: 99, known: 10 }, new Error('secret cause'));
    },
    crash: () => Promise.reject(new Error('secret text in /home/someone')),
    wait: () => new Promise(() => undefined),
    leak: () => () => 'functions cannot be cloned',
    count: (end) => {
      for (let value = 1; value <= end; value++) tick(value);
      return end;
    },
  };
}

/** Both ends of a channel in one process, with the number of messages that were posted after the end. */
export function channelPair(): { client: Transport; server: Transport; latePosts: () => number } {
  const { port1, port2 } = new MessageChannel();
  let late = 0;
  const end = (port: MessagePort): Transport => {
    let isOpen = true;
    port.once('close', () => (isOpen = false));
    return {
      post(message) {
        if (!isOpen) late += 1;
        port.postMessage(message);
      },
      onMessage: (listener) => void port.on('message', listener),
      onClose: (listener) => void port.once('close', listener),
      close: () => port.close(),
    };
  };
  return { client: end(port1), server: end(port2), latePosts: () => late };
}
