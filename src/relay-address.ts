/** The addresses of relayed pictures: signed, so that the relay opens nothing but what we published. */

import { createHmac, timingSafeEqual } from 'node:crypto';

export interface RelayedPicture {
  /** Absolute http(s) address. */
  readonly picture: string;
  /** The article's own page, for hosts that demand a Referer of their own site. */
  readonly article?: string;
}

/** Bytes of HMAC-SHA256 that are kept (RFC 2104 section 5 allows no fewer than half of its 32). */
const SIGNATURE_BYTES = 16;

/** `BASE/img/SIGNATURE/PICTURE[.ARTICLE]`, all in base64url. The same picture, article and key give the same address for ever. */
export function relayAddress(picture: string, article: string | undefined, relay: RelaySigner): string {
  const payload = encode(picture) + (article === undefined ? '' : `.${encode(article)}`);
  return `${relay.base}/img/${sign(payload, relay.key).toString('base64url')}/${payload}`;
}

/**
 * What a relay address stands for, or `undefined` where we did not sign it.
 * @param path the address' path, or any address that ends with it; a query is not part of it
 */
export function openRelayAddress(path: string, key: string): RelayedPicture | undefined {
  const parts = splitRelayAddress(path);
  if (!parts) return undefined;
  const given = Buffer.from(parts.signature, 'base64url');
  const expected = sign(parts.payload, key);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return readPayload(parts.payload);
}

/** What a relay address says, whoever signed it: for comparing, never for fetching. */
export function readRelayAddress(address: string): RelayedPicture | undefined {
  const parts = splitRelayAddress(address);
  const relayed = parts && readPayload(parts.payload);
  return relayed && /^https?:\/\//.test(relayed.picture) ? relayed : undefined;
}

/** Who signs: the start of its addresses, and its key. */
export interface RelaySigner {
  readonly base: string;
  readonly key: string;
}

/** A text whose relay addresses stand for what `change` makes of picture and article, signed anew; what we did not sign stays as it is. */
export function changeRelayed(text: string, { key }: RelaySigner, change: (address: string) => string): string {
  if (!text.includes('/img/')) return text;
  return text.replaceAll(RELAYED, (path) => {
    const relayed = openRelayAddress(path, key);
    if (relayed === undefined) return path;
    const picture = change(relayed.picture);
    const article = relayed.article === undefined ? undefined : change(relayed.article);
    return picture === relayed.picture && article === relayed.article ? path : relayAddress(picture, article, { base: '', key });
  });
}

const RELAYED = /\/img\/[\w-]{22}\/[\w-]+(?:\.[\w-]+)?/g;

function splitRelayAddress(path: string): { signature: string; payload: string } | undefined {
  const match = /\/img\/([\w-]{22})\/([\w-]+(?:\.[\w-]+)?)$/.exec(path);
  return match?.[1] !== undefined && match[2] !== undefined ? { signature: match[1], payload: match[2] } : undefined;
}

function readPayload(payload: string): RelayedPicture {
  const [picture = '', article] = payload.split('.').map((part) => Buffer.from(part, 'base64url').toString('utf8'));
  return article === undefined ? { picture } : { picture, article };
}

const encode = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');

const sign = (payload: string, key: string): Buffer =>
  createHmac('sha256', key).update(payload).digest().subarray(0, SIGNATURE_BYTES);
