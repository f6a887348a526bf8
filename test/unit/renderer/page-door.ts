/** The door of the page, `window.lab`, with answers of the test's own: state classes of the page run as they are. */
import { vi } from 'vitest';
import type { AppContract } from '../../../src/shared/contract/app.ts';
import type { LabErrorData } from '../../../src/shared/contract/errors.ts';
import type { EventValue } from '../../../src/shared/contract/rpc.ts';

type EventName = keyof AppContract['events'];

/** What the test does from the other side of the door. */
export interface PageDoor {
  /** What the page has asked, in its order. */
  readonly asked: readonly (readonly [command: string, ...args: unknown[]])[];
  /** Sends an event to the page. */
  send<Name extends EventName>(name: Name, value: EventValue<AppContract, Name>): void;
}

/** Opens the door; must be called before a module of the page is loaded. A command without an answer rejects. */
export function openDoor(answers: Readonly<Record<string, (...args: never[]) => unknown>> = {}): PageDoor {
  const asked: [string, ...unknown[]][] = [];
  const listeners = new Map<string, (value: unknown) => void>();
  const call = Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [
      name,
      async (...args: unknown[]) => {
        asked.push([name, ...args]);
        return { ok: true, value: await (answer as (...values: unknown[]) => unknown)(...args) };
      },
    ]),
  );
  const on = (name: string, listener: (value: unknown) => void): (() => void) => {
    listeners.set(name, listener);
    return () => listeners.delete(name);
  };
  vi.stubGlobal('window', { lab: { call, on } });
  return { asked, send: (name, value) => listeners.get(name)?.(value) };
}

/** The code of a fault; null for none. */
export function codeOf(fault: LabErrorData | null): string | null {
  return fault?.code ?? null;
}
