import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { connect, refuseAll, serve } from '../../../../src/shared/contract/rpc.ts';
import type { Calls, Connection, Handlers, Server } from '../../../../src/shared/contract/rpc.ts';
import { LabError } from '../../../../src/shared/contract/errors.ts';
import { channelPair, counterContract, counterHandlers } from './counter-contract.ts';

type CounterContract = typeof counterContract;

interface Fixture {
  readonly connection: Connection<CounterContract>;
  readonly server: Server<CounterContract>;
  readonly reported: unknown[];
  readonly pair: ReturnType<typeof channelPair>;
}

function start(): Fixture {
  const pair = channelPair();
  const reported: unknown[] = [];
  const handlers = counterHandlers((value) => server.emit('tick', { value }));
  const server: Server<CounterContract> = serve(counterContract, handlers, pair.server, (error) =>
    reported.push(error),
  );
  return { connection: connect(counterContract, pair.client), server, reported, pair };
}

async function failureOf(promise: Promise<unknown>): Promise<LabError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof LabError)) throw new Error('expected a LabError');
  return error;
}

describe('a remote call', () => {
  it('answers what the service answers', async () => {
    expect(await start().connection.call.add(2, 3)).toBe(5);
  });

  it('carries typed arrays, NaN and undefined as they are', async () => {
    const halves = await start().connection.call.halve(new Float32Array([1, NaN, Infinity]));
    expect(halves).toEqual(new Float32Array([0.5, NaN, Infinity]));
  });

  it('keeps many calls apart', async () => {
    const { connection } = start();
    const sums = await Promise.all(Array.from({ length: 500 }, (_, index) => connection.call.add(index, 1)));
    expect(sums).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
  });

  it('rebuilds a LabError with its code, details and words, without its cause', async () => {
    const error = await failureOf(start().connection.call.refuse('somewhere'));
    expect(error.code).toBe('history.newer');
    expect(error.details).toEqual({ path: 'somewhere', found: 99, known: 10 });
    expect(error.message).toContain('somewhere');
    expect(error.cause).toBeUndefined();
  });

  it('turns any other error into a catalogued one that shows neither text nor path, and reports it', async () => {
    const { connection, reported } = start();
    const error = await failureOf(connection.call.crash());
    expect(error.code).toBe('process.unexpected');
    expect(JSON.stringify(error.toData())).not.toContain('secret');
    expect(String(reported)).toContain('secret text');
  });

  it('answers a value that cannot be cloned with an error instead of silence', async () => {
    expect((await failureOf(start().connection.call.leak())).code).toBe('process.unexpected');
  });

  it('refuses an argument that cannot be sent', async () => {
    const { connection } = start();
    const error = await failureOf(connection.call.add((() => 1) as unknown as number, 1));
    expect(error.code).toBe('process.bad-request');
    expect(await connection.call.add(1, 1)).toBe(2);
  });

  it('refuses arguments of the wrong form and names the place', async () => {
    const { connection } = start();
    const error = await failureOf(connection.call.add(1, '2' as unknown as number));
    expect(error.code).toBe('process.bad-request');
    expect(error.details).toEqual({ service: 'counter', command: 'add', path: 'args.1' });
  });

  it('refuses missing and surplus arguments', async () => {
    const { connection } = start();
    const call: (...args: number[]) => Promise<number> = connection.call.add;
    expect((await failureOf(call(1))).code).toBe('process.bad-request');
    expect((await failureOf(call(1, 2, 3))).code).toBe('process.bad-request');
    const total = connection.call.total as (values: unknown) => Promise<unknown>;
    expect((await failureOf(total(new Uint8Array(9)))).code).toBe('process.bad-request');
  });

  it.each(['toString', '__proto__', 'constructor', 'no such'])(
    'refuses the unknown command %s',
    async (command) => {
      const { pair } = start();
      const replies: unknown[] = [];
      pair.client.onMessage((message) => replies.push(message));
      pair.client.post({ kind: 'call', id: 7, command, args: [] });
      await expect.poll(() => replies).toHaveLength(1);
      expect(replies[0]).toMatchObject({ kind: 'failure', id: 7, error: { code: 'process.bad-request' } });
    },
  );

  it.each([null, 5, 'text', [], { kind: 'call' }, { kind: 'answer', id: -1 }, new Map([[1, 2]])])(
    'survives the message %j at either end',
    async (message) => {
      const { connection, pair } = start();
      pair.client.post(message);
      pair.server.post(message);
      expect(await connection.call.add(1, 2)).toBe(3);
    },
  );

  it('keeps an error code that the client does not know out of its catalogue', async () => {
    const { connection, pair } = start();
    const call = failureOf(connection.call.wait());
    pair.server.post({ kind: 'failure', id: 1, error: { code: 'toString', details: {} } });
    expect((await call).code).toBe('process.unexpected');
  });
});

describe('the events of a service', () => {
  it('arrive in order, numbered from 1, before the answer that follows them', async () => {
    const { connection } = start();
    const heard: [number, number][] = [];
    connection.on('tick', ({ value }, sequence) => heard.push([value, sequence]));
    await connection.call.count(3);
    expect(heard).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  it('reach a listener no more after it has left', async () => {
    const { connection } = start();
    const heard: number[] = [];
    const leave = connection.on('tick', ({ value }) => heard.push(value));
    await connection.call.count(1);
    leave();
    await connection.call.count(1);
    expect(heard).toEqual([1]);
  });
});

describe('the end of a channel', () => {
  it('rejects every call that is under way and every later one', async () => {
    const { connection, pair } = start();
    const waiting = [failureOf(connection.call.wait()), failureOf(connection.call.wait())];
    pair.server.close();
    expect((await Promise.all(waiting)).map((error) => error.code)).toEqual(['process.gone', 'process.gone']);
    expect(connection.isClosed).toBe(true);
    expect((await failureOf(connection.call.add(1, 1))).details).toEqual({ service: 'counter' });
  });

  it('rejects the calls of a client that closes itself', async () => {
    const { connection } = start();
    const waiting = failureOf(connection.call.wait());
    connection.close();
    expect((await waiting).code).toBe('process.gone');
  });

  it('is respected: neither an answer nor an event is posted after it', async () => {
    const { connection, server, pair } = start();
    const waiting = failureOf(connection.call.wait());
    pair.client.close();
    expect((await waiting).code).toBe('process.gone');
    await delay(20);
    server.emit('tick', { value: 1 });
    await failureOf(connection.call.add(1, 1));
    expect(pair.latePosts()).toBe(0);
  });
});

describe('a service that could not start', () => {
  it('answers every command with the reason', async () => {
    const { client, server } = channelPair();
    serve(counterContract, refuseAll(counterContract, new LabError('history.newer', { path: 'x' })), server);
    const connection = connect(counterContract, client);
    expect((await failureOf(connection.call.add(1, 2))).code).toBe('history.newer');
    expect((await failureOf(connection.call.wait())).code).toBe('history.newer');
    client.close();
  });
});

describe('the types of a contract', () => {
  it('give both sides the arguments and the answer', () => {
    expectTypeOf<Calls<CounterContract>['add']>().toEqualTypeOf<(a: number, b: number) => Promise<number>>();
    expectTypeOf<Awaited<ReturnType<Calls<CounterContract>['halve']>>>().toEqualTypeOf<Float32Array>();
    expectTypeOf<Parameters<Handlers<CounterContract>['refuse']>>().toEqualTypeOf<[string]>();
    expectTypeOf<Parameters<Connection<CounterContract>['on']>[0]>().toEqualTypeOf<'tick'>();
  });

  it('break the compilation of both sides when a command is renamed', () => {
    const { connection } = start();
    const { add, ...others } = counterHandlers(() => undefined);
    // @ts-expect-error the service does not implement `add`
    const incomplete: Handlers<CounterContract> = { ...others, sum: add };
    // @ts-expect-error the client calls a command that is not in the contract
    expect(connection.call.sum).toBeUndefined();
    // @ts-expect-error the event is not in the contract
    connection.on('tock', () => undefined);
    expect(Object.keys(incomplete)).toContain('sum');
  });
});
