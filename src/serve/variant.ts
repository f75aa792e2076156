import type { Answer } from './answer.js';
import { compress, isCompressible } from './compress.js';
import { documentPolicy, pagePolicy } from './policy.js';
import type { Encoding } from './quality.js';
import type { Representation } from './shelf.js';

/** A representation in one coding: its answers, headers and all, made once. */
export interface Variant {
  /** Quoted. */
  readonly etag: string;
  readonly notModified: Answer;
  /** The 200; a promise only until the body is compressed, shared by the requests that come meanwhile. */
  full(): Answer | Promise<Answer>;
}

/** Bound to the representation's life: what the publisher lets go is forgotten here too. */
const known = new WeakMap<Representation, Partial<Record<Encoding, Variant>>>();

/** The variant to answer with; `accepted` is what the client likes best, and small bodies are sent as they are. */
export function variantOf(representation: Representation, accepted: Encoding): Variant {
  let variants = known.get(representation);
  if (variants === undefined) known.set(representation, (variants = {}));
  return (variants[accepted] ??= makeVariant(representation, accepted));
}

/** Compresses a representation as the one before it was asked for, so that nobody waits for that when it takes its place. */
export async function prepareLike(fresh: Representation, before: Representation): Promise<void> {
  const codings = Object.keys(known.get(before) ?? {}) as Encoding[];
  await Promise.all(codings.map(async (coding) => variantOf(fresh, coding).full()));
}

function makeVariant(representation: Representation, accepted: Encoding): Variant {
  const { body, contentType } = representation;
  const encoding = isCompressible(contentType, body.length) ? accepted : 'identity';
  const etag = `"${representation.etag}${encoding === 'identity' ? '' : `-${encoding}`}"`;
  const guiding = guidingHeaders(representation, etag);
  const headers = [...guiding, ...descriptionHeaders(representation)];
  let full: Answer | Promise<Answer> | undefined;

  const encode = async (coding: Exclude<Encoding, 'identity'>): Promise<Answer> => {
    try {
      return (full = ok([...headers, 'Content-Encoding', coding], await compress(body, coding)));
    } catch (error) {
      full = undefined; // the next request tries again
      throw error;
    }
  };

  return {
    etag,
    notModified: { status: 304, headers: guiding },
    full: () => (full ??= encoding === 'identity' ? ok(headers, body) : encode(encoding)),
  };
}

function ok(headers: readonly string[], body: Uint8Array): Answer {
  return { status: 200, headers: [...headers, 'Content-Length', String(body.length)], body };
}

/** What a 304 repeats of the 200 and no more (RFC 9110 §15.4.5), beside what lets scripts of other sites see it. */
function guidingHeaders(representation: Representation, etag: string): string[] {
  const { language, asker, maxAge } = representation;
  const vary = ['Accept-Encoding', ...(language === undefined ? [] : ['Accept-Language']), ...(asker === undefined ? [] : ['Sec-Fetch-Dest'])];
  return [
    'ETag', etag,
    // A shared cache that heeds no Vary must not come to give a browser's page to feed readers.
    'Cache-Control', asker === 'browser' ? 'private, no-cache' : `public, max-age=${maxAge}`,
    'Vary', vary.join(', '),
    ...(isPage(representation) ? [] : ['Access-Control-Allow-Origin', '*']),
  ];
}

function descriptionHeaders(representation: Representation): readonly string[] {
  return [
    'Content-Type', representation.contentType,
    'Last-Modified', new Date(representation.modified).toUTCString(),
    'X-Content-Type-Options', 'nosniff',
    'Content-Security-Policy', representation.policy ?? (isPage(representation) ? pagePolicy : documentPolicy),
    ...(isPage(representation) ? ['Referrer-Policy', 'no-referrer'] : ['Access-Control-Expose-Headers', 'ETag']),
    ...(representation.language === undefined ? [] : ['Content-Language', representation.language]),
  ];
}

function isPage(representation: Representation): boolean {
  return representation.contentType.startsWith('text/html');
}
