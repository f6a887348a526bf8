/** Writes pictures as PNG files (W3C PNG, third edition): 8 bits, grey or RGB, one deflated block of data. */
import { crc32, deflateSync } from 'node:zlib';

/** A picture as data sets hold it: rows of pixels, channels last. */
export interface RawPicture {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly pixels: Uint8Array;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const colourTypes = { 1: 0, 3: 2 } as const;

/** The bytes of the file. @param scale Each pixel becomes a square of so many. */
export function pngOf(picture: RawPicture, scale = 1): Buffer {
  const [width, height] = [picture.width * scale, picture.height * scale];
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  header.writeUInt8(colourTypes[picture.channels], 9);
  const data = deflateSync(scanlines(picture, scale));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Rows without a filter: each begins with a zero. */
function scanlines({ width, height, channels, pixels }: RawPicture, scale: number): Buffer {
  const rowBytes = width * scale * channels;
  const rows = Buffer.alloc((rowBytes + 1) * height * scale);
  for (let y = 0; y < height * scale; y++) {
    for (let byte = 0; byte < rowBytes; byte++) {
      const x = Math.floor(byte / channels / scale);
      const from = (Math.floor(y / scale) * width + x) * channels + (byte % channels);
      rows[y * (rowBytes + 1) + 1 + byte] = pixels[from] ?? 0;
    }
  }
  return rows;
}

function chunk(kind: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}
