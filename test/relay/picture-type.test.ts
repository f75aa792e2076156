import { describe, expect, it } from 'vitest';
import { pictureTypeOf } from '../../src/relay/picture-type.js';
import { picture } from './pictures.js';

describe('what a picture is', () => {
  it.each([
    ['png', 'image/png'],
    ['jpeg', 'image/jpeg'],
    ['gif', 'image/gif'],
    ['webp', 'image/webp'],
    ['avif', 'image/avif'],
    ['avifAmongBrands', 'image/avif'],
  ] as const)('its bytes say: %s', (kind, type) => expect(pictureTypeOf(picture(kind))).toBe(type));

  it.each([
    ['HEIC, which has the frame of AVIF', picture('heic')],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a page', Buffer.from('<!doctype html><title>No</title>')],
    ['a page with a picture in it', Buffer.concat([Buffer.from('<p>'), picture()])],
    ['sound in the frame of WebP', Buffer.from('RIFF\0\0\0\0WAVEfmt ', 'latin1')],
    ['nothing', Buffer.alloc(0)],
    ['half of a beginning', picture('png').subarray(0, 7)],
    ['a frame that is cut off', Buffer.from('\0\0\0\x1cftyp', 'latin1')],
  ])('is nothing for us: %s', (_, bytes) => expect(pictureTypeOf(bytes)).toBeUndefined());
});
