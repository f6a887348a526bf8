/** The preload: gives the page its one door, `window.lab`, and nothing else of Electron or Node. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  appContract,
  type AppContract,
  type FileHandle,
  type LabBridge,
  type Result,
} from '../shared/contract/app.ts';
import { LabError } from '../shared/contract/errors.ts';
import { connect, type Transport } from '../shared/contract/rpc.ts';

/** A page that is loaded again must not take late answers to the page before it for its own. */
const [firstId = 1] = crypto.getRandomValues(new Uint32Array(1));
const connection = connect(appContract, pageTransport(), firstId + 1);

const bridge: LabBridge = {
  call: resultCalls(connection.call),
  on: (event, listener) => connection.on(event, listener),
  dropped: async (file) => {
    const path = file instanceof File ? webUtils.getPathForFile(file) : '';
    return path === '' ? null : (ipcRenderer.invoke('tatami:dropped', path) as Promise<FileHandle | null>);
  },
};

contextBridge.exposeInMainWorld('lab', bridge);

function pageTransport(): Transport {
  return {
    post: (message) => ipcRenderer.send('tatami:page', message),
    onMessage: (listener) =>
      void ipcRenderer.on('tatami:main', (_event, message: unknown) => listener(message)),
    onClose: () => undefined,
    close: () => undefined,
  };
}

/** Errors lose their class on the way into the page; there they are values. */
function resultCalls(call: typeof connection.call): LabBridge['call'] {
  const entries = Object.keys(appContract.commands).map((name) => {
    const invoke = call[name as keyof AppContract['commands']] as (...args: unknown[]) => Promise<unknown>;
    return [name, (...args: unknown[]) => settle(invoke(...args), name)] as const;
  });
  return Object.fromEntries(entries) as unknown as LabBridge['call'];
}

async function settle(answer: Promise<unknown>, command: string): Promise<Result<unknown>> {
  try {
    return { ok: true, value: await answer };
  } catch (error) {
    const known =
      error instanceof LabError ? error : new LabError('process.unexpected', { service: 'app', command });
    return { ok: false, error: known.toData() };
  }
}
