import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { type AppContract, appContract } from '../../shared/contract/app.ts';
import {
  type EventValue,
  type Handlers,
  serve,
  type Server,
  type Transport,
} from '../../shared/contract/rpc.ts';
import { pageOrigin } from './page-protocol.ts';

/** What the bridge needs from the main process. */
export interface PageBridgeOptions {
  readonly handlers: Handlers<AppContract>;
  /** Hears of faults of handlers and of messages that are no requests. */
  readonly report: (error: unknown) => void;
  /** Takes the path of a dropped file; answers what the page may know of it. */
  readonly onDropped: (path: string) => unknown;
}

/**
 * The channel to the page of one window. Every message is checked for its sender first, then for its form; a reload
 * ends what the page before it had asked for.
 */
export class PageBridge {
  readonly #contents: WebContents;
  readonly #options: PageBridgeOptions;
  #server: Server<AppContract>;
  #listener: (message: unknown) => void = () => undefined;

  constructor(contents: WebContents, options: PageBridgeOptions) {
    this.#contents = contents;
    this.#options = options;
    this.#server = this.#serve();
    ipcMain.on('tatami:page', (event, message: unknown) => {
      if (this.#isOwnPage(event)) this.#listener(message);
    });
    ipcMain.handle('tatami:dropped', (event, path: unknown) =>
      this.#isOwnPage(event) && typeof path === 'string' ? options.onDropped(path) : null,
    );
    contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.#restart();
    });
  }

  /** Sends an event to the page; nothing happens when it is gone. */
  emit<Name extends keyof AppContract['events']>(event: Name, value: EventValue<AppContract, Name>): void {
    this.#server.emit(event, value);
  }

  #restart(): void {
    this.#server.close();
    this.#server = this.#serve();
  }

  #serve(): Server<AppContract> {
    return serve(appContract, this.#options.handlers, this.#transport(), this.#options.report);
  }

  #transport(): Transport {
    return {
      post: (message) => {
        if (!this.#contents.isDestroyed()) this.#contents.send('tatami:main', message);
      },
      onMessage: (listener) => {
        this.#listener = listener;
      },
      onClose: () => undefined,
      close: () => undefined,
    };
  }

  #isOwnPage({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
    if (sender !== this.#contents || senderFrame !== this.#contents.mainFrame) return false;
    return senderFrame.url.startsWith(`${pageOrigin}/`);
  }
}
