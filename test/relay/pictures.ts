import { randomBytes } from 'node:crypto';

/** The beginnings of pictures of each kind; what follows is noise, for nothing of ours looks at it. */
const beginnings = {
  png: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  jpeg: Buffer.from('ffd8ffe000104a464946', 'hex'),
  gif: Buffer.from('GIF89a', 'latin1'),
  webp: Buffer.from('RIFF\x40\x00\x00\x00WEBPVP8L', 'latin1'),
  avif: Buffer.from('\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miaf', 'latin1'),
  /** Its major brand is a container's; one of the others says what it is. */
  avifAmongBrands: Buffer.from('\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1avifmiaf', 'latin1'),
  heic: Buffer.from('\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic', 'latin1'),
} as const;

/** A picture of this many bytes, unlike any other. */
export function picture(kind: keyof typeof beginnings = 'png', size = 2_000): Buffer {
  const head = beginnings[kind];
  return Buffer.concat([head, randomBytes(Math.max(0, size - head.length))]);
}
