/** The page's way to everything else: the commands of `window.lab`, with errors thrown, and its events. */
import type { AppContract, FileHandle, LabBridge } from '../../shared/contract/app.ts';
import { LabError, labErrorFromData, type LabErrorData } from '../../shared/contract/errors.ts';
import type { Calls, EventValue } from '../../shared/contract/rpc.ts';

declare global {
  interface Window {
    readonly lab: LabBridge;
  }
}

/** Every command; a refusal rejects with the service's `LabError`. */
export const api: Calls<AppContract> = Object.fromEntries(
  Object.entries(window.lab.call).map(([name, command]) => [
    name,
    async (...args: unknown[]): Promise<unknown> => {
      const invoke = command as (...values: unknown[]) => ReturnType<LabBridge['call']['facts']>;
      const result = await invoke(...args);
      if (result.ok) return result.value;
      throw labErrorFromData(result.error);
    },
  ]),
) as unknown as Calls<AppContract>;

/** Listens to an event of the app; answers a function that ends the listening. */
export function on<Name extends keyof AppContract['events']>(
  event: Name,
  listener: (value: EventValue<AppContract, Name>) => void,
): () => void {
  return window.lab.on(event, listener);
}

/** The handle of a dropped file; null where it is none of the file system. */
export function droppedFile(file: File): Promise<FileHandle | null> {
  return window.lab.dropped(file);
}

/** What went wrong as a value to show: anything that is no `LabError` is a fault of the page. */
export function problemOf(error: unknown): LabErrorData {
  if (error instanceof LabError) return error.toData();
  const problem = error instanceof Error ? error.message : String(error);
  return { code: 'command.bug', details: { problem } };
}
