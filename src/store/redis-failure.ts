import type { Failure } from '../model.js';

/** Without user and password. */
export function placeOf(address: string): string {
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}

/** The replies that are no bug of ours; https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors */
const REPLIES: Readonly<Record<string, (place: string) => Failure>> = {
  OOM: (place) => ({ code: 'disk-full', message: `Store ${place} cannot be written, for its memory is full: raise its maxmemory, and it goes on by itself.` }),
  MISCONF: (place) => ({ code: 'disk-error', message: `Store ${place} refuses writes, for it cannot save to its disk: look at the server's log.` }),
  READONLY: (place) => ({ code: 'read-only', message: `Store ${place} is a replica and takes no writes: name the primary server.` }),
  NOAUTH: (place) => ({ code: 'no-permission', message: `Store ${place} wants a password: write it into the address (redis://:PASSWORD@HOST).` }),
  WRONGPASS: (place) => ({ code: 'no-permission', message: `Store ${place} does not take the user or password in its address: correct them.` }),
  NOPERM: (place) => ({ code: 'no-permission', message: `Store ${place} forbids our user a command: grant it the keys feedrelay:* with scripting.` }),
};

/** Replies of a server that is starting, failing over or busy. */
const PASSING = new Set(['LOADING', 'CLUSTERDOWN', 'MASTERDOWN', 'TRYAGAIN', 'BUSY', 'UNBLOCKED']);

/** What the client throws where the connection and not the question is at fault. */
const CONNECTION_ERRORS = new Set(['ClientOfflineError', 'ClientClosedError', 'SocketClosedUnexpectedlyError', 'SocketTimeoutError', 'ConnectionTimeoutError', 'DisconnectsClientError', 'RootNodesUnavailableError', 'AbortError', 'AggregateError']);

/** An error of client or server in words; `undefined` for a bug of ours. */
export function redisFailure(error: unknown, place: string): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  // What the client gave up over.
  if ('originalError' in error) return redisFailure(error.originalError, place);
  const [word = ''] = error.message.split(' ', 1);
  const reply = REPLIES[word];
  if (reply) return reply(place);
  const code = 'code' in error && typeof error.code === 'string' && 'syscall' in error ? error.code : undefined;
  const known = code ?? (PASSING.has(word) ? word : CONNECTION_ERRORS.has(error.constructor.name) ? error.constructor.name : undefined);
  if (known === undefined) return undefined;
  return { code: 'unreachable', message: `Store ${place} cannot be reached (${known}): start the server or correct the address; once it is back, all goes on by itself.` };
}
