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
  NOPERM: (place) => ({ code: 'no-permission', message: `Store ${place} forbids our user what it needs: grant it "~feedrelay:* ~{feedrelay-queue}:* &feedrelay:* +@all -@dangerous +info".` }),
};

/** What the server says of the number at the end of an address that it has no database for. */
const NO_DATABASE = /^ERR (?:DB index is out of range|invalid DB index|SELECT is not allowed in cluster mode)/;

/** https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const CERTIFICATE_ERRORS = /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_|HOSTNAME_MISMATCH)/;
const CURES_OF_CERTIFICATES: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'renew it',
  CERT_NOT_YET_VALID: 'look at the clocks of both machines',
  ERR_TLS_CERT_ALTNAME_INVALID: 'write the name that it is made out to into the address',
};

/** Replies of a server that is starting, failing over or busy. */
const PASSING = new Set(['LOADING', 'CLUSTERDOWN', 'MASTERDOWN', 'TRYAGAIN', 'BUSY', 'UNBLOCKED']);

/** What the client throws where the connection and not the question is at fault. */
const CONNECTION_ERRORS: Readonly<Record<string, string>> = {
  ClientOfflineError: 'no connection',
  ClientClosedError: 'no connection',
  SocketClosedUnexpectedlyError: 'the connection broke off',
  SocketTimeoutError: 'no answer',
  SilentServerError: 'no answer',
  ConnectionTimeoutError: 'no connection in time',
  DisconnectsClientError: 'no connection',
  RootNodesUnavailableError: 'no server of the cluster is there',
  AbortError: 'no connection',
  AggregateError: 'no connection',
};
/** What a server answers with, or its silence, where one side speaks TLS and the other does not. */
const OTHER_PROTOCOL = new Set(['ECONNRESET', 'EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER', 'SocketClosedUnexpectedlyError']);

/** An error of client or server in words; `undefined` for a bug of ours. */
export function redisFailure(error: unknown, place: string): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  // What the client gave up over.
  if ('originalError' in error) return redisFailure(error.originalError, place);
  const [word = ''] = error.message.split(' ', 1);
  const reply = REPLIES[word];
  if (reply) return reply(place);
  if (NO_DATABASE.test(error.message)) return { code: 'bad-address', message: `Store ${place} names a database that its server does not have: write a smaller number at the end of the address, /0 on a cluster.` };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code !== undefined && CERTIFICATE_ERRORS.test(code)) return { code: 'bad-certificate', message: `Store ${place} shows a certificate that is not to be trusted (${code}): ${CURES_OF_CERTIFICATES[code] ?? 'name the file of its authority in NODE_EXTRA_CA_CERTS'}.` };
  const kind = error.constructor.name;
  const system = code !== undefined && ('syscall' in error || OTHER_PROTOCOL.has(code)) ? code : undefined;
  const known = system ?? (PASSING.has(word) ? word : CONNECTION_ERRORS[kind]);
  if (known === undefined) return undefined;
  if (OTHER_PROTOCOL.has(system ?? kind) || (kind === 'ConnectionTimeoutError' && place.startsWith('rediss:'))) return { code: 'unreachable', message: `Store ${place} cannot be reached (${known}): start the server, and write rediss:// where it speaks TLS, redis:// where it does not; once it is back, all goes on by itself.` };
  return { code: 'unreachable', message: `Store ${place} cannot be reached (${known}): start the server or correct the address; once it is back, all goes on by itself.` };
}
