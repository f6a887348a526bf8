import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { projectRoot } from '../architecture/project-files.ts';
import { useTatami } from './tatami-window.ts';

const tatami = useTatami();

/** A server on this machine that counts who comes. */
let server: Server;
let visits = 0;
let address = '';
beforeAll(async () => {
  server = createServer((_request, response) => {
    visits += 1;
    response.end('<h1>elsewhere</h1>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

describe('the door of the page', () => {
  it('is window.lab, frozen, and nothing else of Electron or Node', async () => {
    const found = await tatami.page.evaluate(() => {
      const names = [
        'require',
        'module',
        'process',
        'global',
        'Buffer',
        'ipcRenderer',
        'electron',
        '__dirname',
      ];
      return {
        leaks: names.filter((name) => name in window),
        door: Object.keys(window.lab),
        isFrozen: Object.isFrozen(window.lab) && Object.isFrozen(window.lab.call),
      };
    });
    expect(found).toEqual({ leaks: [], door: ['call', 'on', 'dropped'], isFrozen: true });
  });

  it('cannot be replaced or given another handle', async () => {
    const isSame = await tatami.page.evaluate(() => {
      const before = [window.lab, window.lab.call.facts];
      for (const change of [
        () => Object.assign(window, { lab: null }),
        () => Object.assign(window.lab, { call: {} }),
        () => Object.assign(window.lab.call, { facts: () => null }),
      ]) {
        try {
          change();
        } catch {
          continue;
        }
      }
      return window.lab === before[0] && window.lab.call.facts === before[1];
    });
    expect(isSame).toBe(true);
  });

  it('has no path behind the handle of a file', async () => {
    const picked = await tatami.page.evaluate(() => window.lab.dropped(new File(['x'], 'made-up.json')));
    expect(picked).toBeNull();
    expect(await tatami.page.evaluate(() => window.lab.dropped('/etc/passwd'))).toBeNull();
  });

  it('hands out the name of a file of the user, and no path', async () => {
    const file = join(tatami.home, '実験 1.json');
    writeFileSync(file, '{}');
    await tatami.page.evaluate(() => {
      document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'picked' }));
    });
    await tatami.page.setInputFiles('#picked', file);
    const picked = await tatami.page.evaluate(() => {
      const input = document.querySelector<HTMLInputElement>('#picked');
      const dropped = window.lab.dropped(input?.files?.[0]);
      input?.remove();
      return dropped;
    });
    expect(picked).toEqual({ handle: expect.any(String) as string, name: '実験 1.json' });
    expect(picked?.handle).not.toContain('/');
  });

  it('takes a dropped file without going to it', async () => {
    const file = join(tatami.home, '実験 2.json');
    writeFileSync(file, '{}');
    const dropped = tatami.page.evaluate(
      () =>
        new Promise((resolve) => {
          window.addEventListener('dragover', (event) => event.preventDefault());
          window.addEventListener('drop', (event) =>
            resolve(window.lab.dropped(event.dataTransfer?.files[0])),
          );
        }),
    );
    const client = await tatami.page.context().newCDPSession(tatami.page);
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      const data = { items: [], files: [file], dragOperationsMask: 1 };
      await client.send('Input.dispatchDragEvent', { type, x: 400, y: 400, data });
    }
    expect(await dropped).toEqual({ handle: expect.any(String) as string, name: '実験 2.json' });
    expect(tatami.page.url()).toContain('tatami://app/');
  });
});

describe('the page', () => {
  it('runs no script but its own files', async () => {
    const [inline, evaluated, madeUp] = await tatami.page.evaluate(
      () =>
        new Promise<readonly [unknown, string, string]>((resolve) => {
          // Later, outside of what the debugger lets through.
          setTimeout(() => {
            const script = document.createElement('script');
            script.textContent = 'window.wasHere = true';
            document.body.append(script);
            const attempt = (work: () => unknown): string => {
              try {
                return String(work());
              } catch (error) {
                return error instanceof Error ? error.name : '?';
              }
            };
            const indirect = Reflect.get(window, 'eval') as (code: string) => unknown;
            const Code = Reflect.get(window, 'Function') as unknown as new (code: string) => () => unknown;
            resolve([
              (window as unknown as { wasHere?: boolean }).wasHere,
              attempt(() => indirect('1 + 1')),
              attempt(() => new Code('return 2')()),
            ]);
          });
        }),
    );
    expect([inline, evaluated, madeUp]).toEqual([undefined, 'EvalError', 'EvalError']);
  });

  it('reaches no server in any way', async () => {
    const failures = await tatami.page.evaluate(async (host) => {
      const http = `http://${host}/`;
      const loading = (element: HTMLElement): Promise<string> =>
        new Promise((resolve) => {
          element.onload = () => resolve('loaded');
          element.onerror = () => resolve('refused');
          document.body.append(element);
          setTimeout(() => resolve('silent'), 2000);
        });
      const set = <T extends HTMLElement>(element: T, values: Partial<T>): T =>
        Object.assign(element, values);
      const socket = new Promise<string>((resolve) => {
        const { onerror, onopen } = { onerror: () => resolve('refused'), onopen: () => resolve('open') };
        Object.assign(new WebSocket(`ws://${host}/`), { onerror, onopen });
      });
      const stream = new Promise<string>((resolve) => {
        Object.assign(new EventSource(http), {
          onerror: () => resolve('refused'),
          onopen: () => resolve('open'),
        });
      });
      return {
        fetch: await fetch(http).then(
          () => 'answered',
          () => 'refused',
        ),
        socket: await socket,
        stream: await stream,
        image: await loading(set(document.createElement('img'), { src: http })),
        script: await loading(set(document.createElement('script'), { src: http })),
        module: await loading(set(document.createElement('script'), { src: http, type: 'module' })),
        style: await loading(set(document.createElement('link'), { rel: 'stylesheet', href: http })),
      };
    }, address);
    expect(new Set(Object.values(failures))).toEqual(new Set(['refused']));
    await tatami.page.evaluate((host) => {
      navigator.sendBeacon(`http://${host}/`, 'x');
      const form = Object.assign(document.createElement('form'), {
        action: `http://${host}/`,
        method: 'post',
      });
      document.body.append(form);
      form.submit();
      document.body.append(Object.assign(document.createElement('iframe'), { src: `http://${host}/` }));
    }, address);
    expect(visits).toBe(0);
  });

  it('stays where it is: no other address, no other window', async () => {
    const { page, app } = tatami;
    const at = page.url();
    const opened = await page.evaluate((host) => {
      const other = window.open(`http://${host}/`);
      window.location.href = `http://${host}/`;
      return other;
    }, address);
    expect(opened).toBeNull();
    await page.evaluate(() => {
      window.location.href = 'tatami://app/other.html';
    });
    await page.evaluate(() => {
      Object.assign(document.createElement('a'), { href: 'file:///etc/passwd' }).click();
    });
    expect(await page.evaluate(() => window.location.href)).toBe(at);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(visits).toBe(0);
  });

  it('gets no camera, place, messages or clipboard to read', async () => {
    const answers = await tatami.page.evaluate(async () => {
      const refused = (attempt: Promise<unknown>): Promise<string> =>
        attempt.then(
          () => 'granted',
          (error: unknown) => (error instanceof Error ? error.name : '?'),
        );
      const place = new Promise((resolve, reject) =>
        navigator.geolocation.getCurrentPosition(resolve, (error) => reject(new Error(error.message))),
      );
      return {
        camera: await refused(navigator.mediaDevices.getUserMedia({ video: true })),
        clipboard: await refused(navigator.clipboard.readText()),
        place: await refused(place),
        messages: await Notification.requestPermission(),
      };
    });
    expect(Object.values(answers).filter((answer) => answer === 'granted')).toEqual([]);
    expect(answers.messages).toBe('denied');
  });
});

describe('a page that is not ours', () => {
  it('is not heard, though it has the same preload', async () => {
    const answer = await tatami.app.evaluate(
      async ({ BrowserWindow }, preload) => {
        const webPreferences = { preload, sandbox: true, contextIsolation: true };
        const stranger = new BrowserWindow({ show: false, webPreferences });
        await stranger.loadURL('tatami://app/index.html').catch(() => undefined);
        const ask = `Promise.race([
        Promise.all([lab.call.facts(), lab.call.jobs()]).then(() => 'answered'),
        new Promise((resolve) => setTimeout(resolve, 1500, 'nothing')),
      ])`;
        const heard = (await stranger.webContents.executeJavaScript(ask)) as string;
        stranger.destroy();
        return heard;
      },
      join(projectRoot, 'out/preload/index.cjs'),
    );
    expect(answer).toBe('nothing');
  });

  it('cannot be shown within ours', async () => {
    const frames = await tatami.page
      .evaluate(async () => {
        const frame = Object.assign(document.createElement('iframe'), { src: 'tatami://app/index.html' });
        document.body.append(frame);
        await new Promise((resolve) => setTimeout(resolve, 500));
        return { hasDoor: frame.contentWindow !== null && 'lab' in frame.contentWindow };
      })
      .catch(() => ({ hasDoor: false }));
    expect(frames).toEqual({ hasDoor: false });
  });

  it('is not loaded, from the network or anywhere else', async () => {
    const outcomes = await tatami.app.evaluate(async ({ BrowserWindow }, host) => {
      const stranger = new BrowserWindow({ show: false });
      const tried: string[] = [];
      for (const url of [
        `http://${host}/`,
        'file:///etc/passwd',
        'data:text/html,<h1>x</h1>',
        'tatami://app/../x',
      ]) {
        tried.push(
          await stranger.loadURL(url).then(
            () => `loaded ${url}`,
            () => 'refused',
          ),
        );
      }
      stranger.destroy();
      return tried;
    }, address);
    expect(outcomes.slice(0, 3)).toEqual(['refused', 'refused', 'refused']);
    expect(visits).toBe(0);
    await vi.waitFor(() => expect(tatami.refused).toContain(`http://${address}/`));
  });
});
