import { validateHeaderName, validateHeaderValue } from 'node:http';
import { badHeader, placeOf } from './failures.js';
import { FetchError, type FetchRequest } from './request.js';

/** What belongs to the connection or the message and not to whoever writes a source (RFC 9110 §7.6.1). */
const NOT_OURS_TO_SET = new Set([
  'connection', 'content-length', 'expect', 'keep-alive', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade',
]);

/**
 * The operator's headers, names in lower case so that they override ours, and the login that the address holds.
 * Checked here, for undici keeps a connection for good once it has refused a request's headers.
 * @throws FetchError `bad-header`, without the value
 */
export function ownHeaders(headers: FetchRequest['headers'], url: URL): Record<string, string> {
  const own: Record<string, string> = { ...login(url) };
  for (const [name, value] of Object.entries(headers)) {
    if (!isSendable(name, value)) throw new FetchError(badHeader(name, placeOf(url)));
    own[name.toLowerCase()] = value;
  }
  return own;
}

/** Whether both are what HTTP allows on a header line, and the name is ours to set. */
export function isSendable(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return !NOT_OURS_TO_SET.has(name.toLowerCase());
  } catch {
    return false;
  }
}

/** RFC 7617. */
function login({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const pair = Buffer.from(`${unescaped(username)}:${unescaped(password)}`).toString('base64');
  return { authorization: `Basic ${pair}` };
}

function unescaped(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
