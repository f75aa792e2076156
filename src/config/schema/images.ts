import * as z from 'zod';
import { readHostPattern, readImageMode } from '../values/images.js';
import { says, written } from './notation.js';

const mode = written(readImageMode);
const host = written(readHostPattern);

const longForm = z.strictObject({
  default: mode.exactOptional().meta(says('What is done with pictures of hosts not named below.', 'direct')),
  hosts: z
    .record(host, mode)
    .transform((modes) => Object.entries(modes).map(([pattern, treatment]) => ({ pattern, mode: treatment })))
    .exactOptional()
    .meta(says('Other treatment for single hosts: `host` or `*.host`, the first that fits wins.', { '*.dw.com': 'relay' })),
  https: z
    .array(host)
    .exactOptional()
    .meta(says('Hosts known to serve https: their pictures are asked for that way.', ['*.dw.com'])),
});

/** One mode for all pictures, or the long form; both come out as the long form. */
export const images = z.union([mode.transform((common) => ({ default: common })), longForm]).meta(
  says(
    "What becomes of picture addresses: `direct` (the picture's own address), `keep` (the proxy's), `relay` (through feedrelay's own `/img/`), " +
      'or an address with `{url}` (percent-encoded) or `{raw}` in it; in the long form by host. ' +
      'What a source says here replaces what `defaults` says, key by key.',
    'direct',
    'https://wsrv.nl/?url={url}&w=1200&output=webp',
    { default: 'direct', hosts: { '*.dw.com': 'relay' } },
  ),
);
