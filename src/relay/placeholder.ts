import type { IncomingMessage, ServerResponse } from 'node:http';
import { crc32, deflateSync } from 'node:zlib';
import { inert } from './answer.js';

/** Seconds. */
const MAX_AGE = 60;

/**
 * A neutral picture where there is none to show, under 502: a browser shows the picture of an `img` whatever its status
 * is, while a reader that stores pictures stores none that failed, and asks again.
 */
export function sendPlaceholder(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(502, headers);
  response.end(request.method === 'HEAD' ? undefined : placeholder);
}

/** A grey that is seen on black and on white, in the shape of most pictures: 16 to 9, one grey sample a pixel, with opacity. */
const placeholder = png(16, 9, [0x80, 0x40]);

const headers = ['Content-Type', 'image/png', 'Content-Length', String(placeholder.length), 'Cache-Control', `public, max-age=${MAX_AGE}`, ...inert];

/** One colour (grey, alpha) as PNG (ISO 15948): colour type 4, eight bits a sample. */
function png(width: number, height: number, pixel: readonly number[]): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 4, 0, 0, 0], 8);
  const row = [0, ...Array.from({ length: width }, () => pixel).flat()];
  const rows = Buffer.from(Array.from({ length: height }, () => row).flat());
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), block('IHDR', head), block('IDAT', deflateSync(rows)), block('IEND', Buffer.alloc(0))]);
}

function block(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
