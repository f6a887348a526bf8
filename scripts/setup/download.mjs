/** Downloads a file by HTTPS with Node built-ins, going on where an interrupted download stopped. */
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { fileSize } from './files.mjs';

/** A server that says nothing for this long is given up. */
const silenceMs = 20_000;

const redirects = [301, 302, 303, 307, 308];

/**
 * Downloads into `path` by way of `path.part`, which stays after a failure so that the next call goes on from there.
 *
 * @param {string} url
 * @param {string} path
 * @param {{ sizeBytes: number, onBytes?: (doneBytes: number) => void }} options `sizeBytes` is the expected size.
 * @throws {Error} Where the server cannot be reached, refuses, or sends another number of bytes.
 */
export async function download(url, path, { sizeBytes, onBytes = () => {} }) {
  const part = `${path}.part`;
  if (fileSize(part) > sizeBytes) rmSync(part);
  const start = Math.max(0, fileSize(part));
  if (start < sizeBytes) {
    const response = await request(url, start, 5);
    const isRest = response.statusCode === 206;
    let done = isRest ? start : 0;
    response.on('data', (chunk) => onBytes((done += chunk.length)));
    await pipeline(response, createWriteStream(part, { flags: isRest ? 'a' : 'w' }));
  }
  const size = fileSize(part);
  if (size !== sizeBytes) throw new Error(`${new URL(url).host} sent ${size} bytes instead of ${sizeBytes}`);
  renameSync(part, path);
}

/**
 * @param {string} url
 * @param {number} start First byte wanted.
 * @param {number} hops Redirections still followed.
 * @returns {Promise<import('node:http').IncomingMessage>}
 */
function request(url, start, hops) {
  const get = url.startsWith('http:') ? getHttp : getHttps;
  return new Promise((resolve, reject) => {
    const call = get(
      url,
      { headers: start > 0 ? { range: `bytes=${start}-` } : {}, timeout: silenceMs },
      (response) => {
        const status = response.statusCode ?? 0;
        const { location } = response.headers;
        if (redirects.includes(status) && location && hops > 0) {
          response.resume();
          resolve(request(new URL(location, url).href, start, hops - 1));
        } else if (status === 200 || status === 206) {
          resolve(response);
        } else {
          response.resume();
          reject(new Error(`${new URL(url).host} answered ${status}`));
        }
      },
    );
    call.on('timeout', () => call.destroy(new Error(`${new URL(url).host} is silent`)));
    call.on('error', reject);
  });
}
