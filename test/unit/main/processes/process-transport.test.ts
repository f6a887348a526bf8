import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { forkService, parentTransport } from '../../../../src/main/processes/process-transport.ts';
import type { ServiceProcess } from '../../../../src/main/processes/process-transport.ts';
import { connect } from '../../../../src/shared/contract/rpc.ts';
import { counterContract } from '../../shared/contract/counter-contract.ts';

const serviceFile = fileURLToPath(new URL('counter-service.ts', import.meta.url));
const services: ServiceProcess[] = [];

function startService(file = serviceFile): ServiceProcess {
  const service = forkService(file, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  services.push(service);
  return service;
}

afterEach(() => {
  for (const { child } of services.splice(0)) child.kill('SIGKILL');
});

describe('a service in a child process', () => {
  it('answers calls with typed arrays intact and sends its events first', async () => {
    const connection = connect(counterContract, startService().transport);
    const ticks: number[] = [];
    connection.on('tick', ({ value }) => ticks.push(value));
    expect(await connection.call.halve(new Float32Array([NaN, 3]))).toEqual(new Float32Array([NaN, 1.5]));
    expect(await connection.call.count(100)).toBe(100);
    expect(ticks).toHaveLength(100);
  });

  it('that is killed rejects the calls under way, and posting to it afterwards does nothing', async () => {
    const { child, transport } = startService();
    const connection = connect(counterContract, transport);
    await connection.call.add(1, 1);
    const waiting = connection.call.wait();
    child.kill('SIGKILL');
    await expect(waiting).rejects.toMatchObject({ code: 'process.gone' });
    await expect(connection.call.add(1, 1)).rejects.toMatchObject({ code: 'process.gone' });
    expect(() => transport.post({ kind: 'call', id: 9, command: 'add', args: [1, 1] })).not.toThrow();
  });

  it('that cannot start rejects the first call', async () => {
    const connection = connect(counterContract, startService('/nowhere/no-such-service.ts').transport);
    await expect(connection.call.add(1, 1)).rejects.toMatchObject({ code: 'process.gone' });
  });

  it('ends when its parent closes the channel', async () => {
    const { child, transport } = startService();
    const connection = connect(counterContract, transport);
    await connection.call.add(1, 1);
    connection.close();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('is refused where nobody listens', () => {
    const send = process.send;
    try {
      delete (process as Partial<NodeJS.Process>).send;
      expect(() => parentTransport()).toThrow('started by another process');
    } finally {
      if (send !== undefined) process.send = send;
    }
  });
});
