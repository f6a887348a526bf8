import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LabHost, type LabHostOptions } from '../../../../src/main/shell/lab-host.ts';
import type { ServiceState } from '../../../../src/shared/contract/app.ts';

const serviceFile = join(import.meta.dirname, '../../../../src/main/lab-process.ts');
const open: { host: LabHost; home: string }[] = [];

function startHost(options: Partial<LabHostOptions> = {}): { host: LabHost; states: ServiceState[] } {
  const home = mkdtempSync(join(tmpdir(), 'tatami-lab-host-'));
  const states: ServiceState[] = [];
  const host = new LabHost({
    node: process.execPath,
    serviceFile,
    home,
    logFile: join(home, 'lab.log'),
    onState: (state) => states.push(state),
    onConnection: () => undefined,
    ...options,
  });
  open.push({ host, home });
  host.start();
  return { host, states };
}

/** Kills the process as the system would when memory is short, and waits until the host has noticed. */
async function kill(host: LabHost, states: readonly ServiceState[]): Promise<void> {
  const [pid, seen] = [host.processId, states.length];
  if (pid === null) throw new Error('There is no process to kill.');
  process.kill(pid, 'SIGKILL');
  await vi.waitFor(() => expect(states.length).toBeGreaterThan(seen), { timeout: 20_000 });
  await vi.waitFor(() => expect(['ready', 'failed']).toContain(states.at(-1)), { timeout: 20_000 });
}

afterEach(async () => {
  for (const { host, home } of open.splice(0)) {
    await host.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
});

describe('the lab’s process', () => {
  it('answers, and comes again after it was killed', async () => {
    const { host, states } = startHost();
    expect(await host.connection.call.jobs()).toEqual([]);
    const first = host.processId;
    await kill(host, states);
    expect(states).toEqual(['ready', 'restarting', 'ready']);
    expect(host.processId).not.toBe(first);
    expect(await host.connection.call.jobs()).toEqual([]);
  });

  it('rejects what it was asked when it died', async () => {
    const { host, states } = startHost();
    await host.connection.call.jobs();
    if (process.platform !== 'win32') process.kill(host.processId ?? 0, 'SIGSTOP');
    const asked = expect(host.connection.call.jobs()).rejects.toMatchObject({ code: 'process.gone' });
    await kill(host, states);
    await asked;
  });

  it('stays down after three deaths in five minutes, until the user asks for it', async () => {
    const { host, states } = startHost();
    for (let death = 0; death < 3; death++) {
      if (death > 0) await host.connection.call.jobs();
      await kill(host, states);
    }
    expect(host.state).toBe('failed');
    expect(() => host.connection).toThrow(expect.objectContaining({ code: 'process.gone' }));
    host.start();
    await vi.waitFor(() => expect(host.state).toBe('ready'), { timeout: 20_000 });
    expect(states.slice(-3)).toEqual(['failed', 'starting', 'ready']);
    expect(await host.connection.call.jobs()).toEqual([]);
  });

  it('has failed where its Node cannot be started, or there is none', async () => {
    const { states } = startHost({ node: join(tmpdir(), 'no-such-node') });
    await vi.waitFor(() => expect(states.at(-1)).toBe('failed'), { timeout: 20_000 });
    expect(startHost({ node: null }).states).toEqual(['failed']);
  });

  it('ends when it is closed, and does not come again', async () => {
    const { host, states } = startHost();
    await host.connection.call.jobs();
    const pid = host.processId ?? 0;
    await host.close();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    host.start();
    await wait(50);
    expect(host.processId).toBeNull();
    expect(states).toEqual(['ready']);
  });
});
