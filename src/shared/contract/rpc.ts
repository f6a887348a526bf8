/**
 * The one remote procedure call of Tatami, the same at every process boundary. A contract is one map of commands
 * (schema of the arguments, type of the answer) and events; both sides are typed by it, so that a renamed command
 * fails to compile on either side. How messages travel is the business of a {@link Transport}.
 *
 * Errors are values: a `LabError` crosses as code and details, anything else that is thrown crosses as
 * `process.unexpected`, without its text or stack, which may hold paths.
 */
import * as z from 'zod';
import { errorCatalogue, LabError, labErrorFromData } from './errors.ts';
import type { LabErrorCode, LabErrorData } from './errors.ts';

/** Carries a type through a contract; there is nothing in it at run time. */
export interface TypeMark<T> {
  readonly type?: T;
}

/** Names the type of a command's answer or of an event, as in `output: type<string>()`. */
export function type<T>(): TypeMark<T> {
  return {};
}

/** One command: the schema of its arguments as a tuple, and the type of its answer. */
export interface Command {
  readonly input: z.ZodType<readonly unknown[]>;
  readonly output: TypeMark<unknown>;
}

/** Everything that one service offers. */
export interface Contract {
  /** The service's name in messages, such as `history`. */
  readonly name: string;
  readonly commands: Readonly<Record<string, Command>>;
  readonly events: Readonly<Record<string, TypeMark<unknown>>>;
}

type TypeOf<Mark> = Mark extends TypeMark<infer T> ? T : never;
type Arguments<Tuple> = Tuple extends readonly unknown[] ? Tuple : never;

/** What a service implements: one function for each command of the contract, called with checked arguments. */
export type Handlers<C extends Contract> = {
  readonly [Name in keyof C['commands']]: (
    ...args: Arguments<z.output<C['commands'][Name]['input']>>
  ) => TypeOf<C['commands'][Name]['output']> | Promise<TypeOf<C['commands'][Name]['output']>>;
};

/** What a client calls: one function for each command of the contract. */
export type Calls<C extends Contract> = {
  readonly [Name in keyof C['commands']]: (
    ...args: Arguments<z.input<C['commands'][Name]['input']>>
  ) => Promise<TypeOf<C['commands'][Name]['output']>>;
};

/** The value of an event of the contract. */
export type EventValue<C extends Contract, Name extends keyof C['events']> = TypeOf<C['events'][Name]>;

/** A two-way channel of structured clones that keeps their order. */
export interface Transport {
  /** Sends one message. Must not throw because the other side is gone; throws where the value cannot be cloned. */
  post(message: unknown): void;
  /** Sets the one listener for messages; those that came earlier are delivered to it. */
  onMessage(listener: (message: unknown) => void): void;
  /** Sets a listener for the end of the channel, called once, after the last message; also when it has ended already. */
  onClose(listener: () => void): void;
  close(): void;
}

/** The serving end of a channel. */
export interface Server<C extends Contract> {
  /** Sends an event to the client; nothing happens once the channel is closed. */
  emit<Name extends keyof C['events'] & string>(event: Name, value: EventValue<C, Name>): void;
  close(): void;
}

/** The calling end of a channel. */
export interface Connection<C extends Contract> {
  /** Each call rejects with the service's `LabError`, or with `process.gone` when the other side dies. */
  readonly call: Calls<C>;
  /**
   * Listens to an event; `sequence` counts all events of the service from 1, so a gap shows a loss.
   * Answers a function that ends the listening.
   */
  on<Name extends keyof C['events'] & string>(
    event: Name,
    listener: (value: EventValue<C, Name>, sequence: number) => void,
  ): () => void;
  /** True once the channel has ended; every later call rejects at once. */
  readonly isClosed: boolean;
  close(): void;
}

const requestSchema = z.object({
  kind: z.literal('call'),
  id: z.int().nonnegative(),
  command: z.string().max(100),
  args: z.array(z.unknown()).max(20),
});

const replySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer'), id: z.int(), value: z.unknown() }),
  z.object({ kind: z.literal('failure'), id: z.int(), error: z.unknown() }),
  z.object({ kind: z.literal('event'), sequence: z.int(), event: z.string(), value: z.unknown() }),
]);

const errorSchema = z.object({
  code: z.string().refine((code): code is LabErrorCode => Object.hasOwn(errorCatalogue, code)),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.nan(), z.boolean()])),
});

type Request = z.infer<typeof requestSchema>;

/**
 * Serves a contract on a channel. Arguments are checked by the command's schema before a handler sees them; every
 * request is answered once; messages that are no requests are reported and dropped.
 * @param report hears of every error that is not a `LabError`, for the log of the serving process
 */
export function serve<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  transport: Transport,
  report: (error: unknown) => void = () => undefined,
): Server<C> {
  let isClosed = false;
  let sequence = 0;
  const post = (message: unknown): void => {
    if (!isClosed) transport.post(message);
  };
  const answer = async (request: Request): Promise<void> => {
    try {
      const value = await dispatch(contract, handlers, request);
      post({ kind: 'answer', id: request.id, value });
    } catch (error) {
      if (!(error instanceof LabError)) report(error);
      post({ kind: 'failure', id: request.id, error: toErrorData(error, contract.name, request.command) });
    }
  };
  transport.onClose(() => {
    isClosed = true;
  });
  transport.onMessage((message) => {
    const request = requestSchema.safeParse(message);
    if (request.success) void answer(request.data);
    else report(request.error);
  });
  return {
    emit(event, value) {
      sequence += 1;
      post({ kind: 'event', sequence, event, value });
    },
    close() {
      isClosed = true;
      transport.close();
    },
  };
}

/**
 * Connects to the service at the other end of a channel.
 * @param firstId number of the first call; where a client can be replaced by another on the same channel (a page that
 *   is loaded again), each begins elsewhere, so that a late answer to the one before is nobody's
 */
export function connect<C extends Contract>(contract: C, transport: Transport, firstId = 1): Connection<C> {
  const pending = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners = new Map<string, Set<(value: unknown, sequence: number) => void>>();
  let isClosed = false;
  let lastId = firstId - 1;
  const end = (): void => {
    isClosed = true;
    for (const call of pending.values()) call.reject(goneError(contract));
    pending.clear();
  };
  const invoke = (command: string, args: readonly unknown[]): Promise<unknown> => {
    if (isClosed) return Promise.reject(goneError(contract));
    const call = Promise.withResolvers<unknown>();
    lastId += 1;
    pending.set(lastId, call);
    try {
      transport.post({ kind: 'call', id: lastId, command, args });
    } catch (cause) {
      pending.delete(lastId);
      call.reject(
        new LabError('process.bad-request', { service: contract.name, command, path: 'args' }, cause),
      );
    }
    return call.promise;
  };
  transport.onClose(end);
  transport.onMessage((message) => receive(message, { contract, pending, listeners }));
  return {
    call: callsOf(contract, invoke),
    on(event, listener) {
      const known = listeners.get(event) ?? new Set();
      const entry = listener as (value: unknown, sequence: number) => void;
      listeners.set(event, known.add(entry));
      return () => void known.delete(entry);
    },
    get isClosed() {
      return isClosed;
    },
    close() {
      end();
      transport.close();
    },
  };
}

/** Handlers that answer every request with one error: what a service serves that could not start. */
export function refuseAll<C extends Contract>(contract: C, error: LabError): Handlers<C> {
  const refuse = (): Promise<never> => Promise.reject(error);
  const entries = Object.keys(contract.commands).map((command) => [command, refuse] as const);
  return Object.fromEntries(entries) as unknown as Handlers<C>;
}

async function dispatch<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  request: Request,
): Promise<unknown> {
  const { command, args } = request;
  const entry = Object.hasOwn(contract.commands, command) ? contract.commands[command] : undefined;
  const details = { service: contract.name, command };
  if (entry === undefined) throw new LabError('process.bad-request', { ...details, path: 'command' });
  const checked = checkArguments(entry.input, args);
  if ('fault' in checked) {
    const { path, fault } = checked;
    throw new LabError(
      'process.bad-request',
      { ...details, path: ['args', ...path].map(String).join('.') },
      fault,
    );
  }
  const handler = handlers[command] as (...values: readonly unknown[]) => unknown;
  return handler.apply(handlers, [...checked.values]);
}

type CheckedArguments =
  | { readonly values: readonly unknown[] }
  | { readonly fault: unknown; readonly path: readonly PropertyKey[] };

/** A schema may throw as well: a read-only one freezes what it was given, which a typed array does not allow. */
function checkArguments(schema: Command['input'], args: readonly unknown[]): CheckedArguments {
  try {
    const { data, error } = schema.safeParse(args);
    return error === undefined ? { values: data } : { fault: error, path: error.issues[0]?.path ?? [] };
  } catch (fault) {
    return { fault, path: [] };
  }
}

interface ClientState {
  readonly contract: Contract;
  readonly pending: Map<number, PromiseWithResolvers<unknown>>;
  readonly listeners: ReadonlyMap<string, ReadonlySet<(value: unknown, sequence: number) => void>>;
}

function receive(message: unknown, { contract, pending, listeners }: ClientState): void {
  const parsed = replySchema.safeParse(message);
  if (!parsed.success) return;
  const reply = parsed.data;
  if (reply.kind === 'event') {
    for (const listener of listeners.get(reply.event) ?? []) listener(reply.value, reply.sequence);
    return;
  }
  const call = pending.get(reply.id);
  pending.delete(reply.id);
  if (reply.kind === 'answer') call?.resolve(reply.value);
  else call?.reject(toLabError(reply.error, contract));
}

function callsOf<C extends Contract>(
  contract: C,
  invoke: (command: string, args: readonly unknown[]) => Promise<unknown>,
): Calls<C> {
  const entries = Object.keys(contract.commands).map(
    (command) => [command, (...args: readonly unknown[]) => invoke(command, args)] as const,
  );
  return Object.freeze(Object.fromEntries(entries)) as unknown as Calls<C>;
}

function toErrorData(error: unknown, service: string, command: string): LabErrorData {
  if (error instanceof LabError) return error.toData();
  return { code: 'process.unexpected', details: { service, command } };
}

function toLabError(error: unknown, contract: Contract): LabError {
  const parsed = errorSchema.safeParse(error);
  if (parsed.success) return labErrorFromData(parsed.data);
  return new LabError('process.unexpected', { service: contract.name, command: '?' });
}

function goneError(contract: Contract): LabError {
  return new LabError('process.gone', { service: contract.name });
}
