import { createServer, type Server } from 'node:http';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { download } from '../../../scripts/setup/download.mjs';

const content = Buffer.from('0123456789'.repeat(50_000));
const ranges: (string | undefined)[] = [];
let folder = '';
let server: Server;
let base = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tatami-download-'));
  server = createServer((request, response) => {
    ranges.push(request.headers.range);
    const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (request.url === '/moved') response.writeHead(302, { location: '/file' }).end();
    else if (request.url === '/missing') response.writeHead(404).end();
    else if (request.url === '/no-ranges') response.writeHead(200).end(content);
    else response.writeHead(start > 0 ? 206 : 200).end(content.subarray(start));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

describe('a download', () => {
  const sizeBytes = content.length;

  it('brings the whole file and tells how far it is', async () => {
    const path = join(folder, 'whole');
    const seen: number[] = [];
    await download(`${base}/moved`, path, { sizeBytes, onBytes: (done) => seen.push(done) });
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(seen.at(-1)).toBe(sizeBytes);
  });

  it('goes on where an earlier one stopped', async () => {
    const path = join(folder, 'resumed');
    writeFileSync(`${path}.part`, content.subarray(0, 123_456));
    await download(`${base}/file`, path, { sizeBytes });
    expect(ranges.at(-1)).toBe('bytes=123456-');
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(existsSync(`${path}.part`)).toBe(false);
  });

  it('starts again where the server cannot go on', async () => {
    const path = join(folder, 'again');
    writeFileSync(`${path}.part`, content.subarray(0, 100));
    await download(`${base}/no-ranges`, path, { sizeBytes });
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  it('leaves no file under the final name when it did not get everything', async () => {
    const path = join(folder, 'short');
    await expect(download(`${base}/file`, path, { sizeBytes: sizeBytes + 1 })).rejects.toThrow(
      'bytes instead of',
    );
    expect(existsSync(path)).toBe(false);
  });

  it('tells what the server answered, and that none is there', async () => {
    const path = join(folder, 'none');
    await expect(download(`${base}/missing`, path, { sizeBytes })).rejects.toThrow('answered 404');
    await expect(download('http://127.0.0.1:1/file', path, { sizeBytes })).rejects.toThrow('ECONNREFUSED');
  });
});
