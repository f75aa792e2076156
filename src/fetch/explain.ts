import type { Failure } from '../model.js';
import { badEncoding, noAnswer, tooSlow, truncated } from './failures.js';
import { FetchError } from './request.js';

/** A certificate that OpenSSL does not accept, by its code, in words. */
const CERTIFICATES: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has expired; its operator must renew it',
  CERT_NOT_YET_VALID: 'is not valid yet; check the clock of this machine',
  CERT_REVOKED: 'was revoked; do not trust this host',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another name; check the address',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is self-signed; if it is yours, name its file in NODE_EXTRA_CA_CERTS',
  SELF_SIGNED_CERT_IN_CHAIN: 'comes from an authority we do not know; if it is yours, name its file in NODE_EXTRA_CA_CERTS',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes from an authority we do not know; if it is yours, name its file in NODE_EXTRA_CA_CERTS',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes without the intermediate ones that vouch for it; its operator must add them',
};

/**
 * Turns what the network stack threw into a sentence. `host` is named, never the path or query, which may hold secrets.
 * A programming mistake is no failure and is thrown on.
 */
export function explain(error: unknown, host: string, behindProxy = false): Failure {
  const cause = firstCause(error);
  if (cause instanceof FetchError) return cause.failure;
  if (!(cause instanceof Error)) throw cause;
  const code = codeOf(cause);
  const certificate = CERTIFICATES[code];
  if (certificate !== undefined) return { code: 'tls', message: `The certificate of ${host} ${certificate}.` };
  const failure = byCode(code, cause, host);
  if (failure === undefined) throw cause;
  if (!behindProxy || !['dns', 'refused', 'unreachable', 'connect-timeout'].includes(failure.code)) return failure;
  return { ...failure, message: `The proxy named in the environment, or ${host} behind it, cannot be reached (${code}); check both.` };
}

function byCode(code: string, error: Error, host: string): Failure | undefined {
  switch (code) {
    case 'ENOTFOUND': case 'ENODATA':
      return { code: 'dns', message: `The name ${nameIn(host)} leads nowhere; check the address for a typing mistake, or whether this machine is on the network.` };
    case 'EAI_AGAIN': case 'EAI_FAIL': case 'ETIMEOUT': case 'ESERVFAIL':
      return { code: 'dns', message: `The name ${nameIn(host)} could not be looked up, for no name server answers; check the network of this machine.` };
    case 'ECONNREFUSED':
      return { code: 'refused', message: `${host} refuses connections; its server may be down, or the port wrong.` };
    case 'ENETUNREACH': case 'EHOSTUNREACH': case 'ENETDOWN': case 'EHOSTDOWN': case 'EADDRNOTAVAIL':
      return { code: 'unreachable', message: `There is no way to ${host} from here; check the network of this machine.` };
    case 'UND_ERR_CONNECT_TIMEOUT': case 'ETIMEDOUT':
      return { code: 'connect-timeout', message: `${host} did not take the connection in time; it may be down or behind a firewall.` };
    case 'ECONNRESET': case 'EPIPE': case 'UND_ERR_SOCKET': case 'ECONNABORTED':
      return { code: 'reset', message: `${host} broke off the connection; it is tried again later.` };
    case 'EMFILE': case 'ENFILE': case 'ENOBUFS': case 'ENOMEM':
      return { code: 'exhausted', message: `This machine has no room for another connection (${code}), to ${host} or anywhere; allow the program more open files.` };
    case 'EACCES': case 'EPERM':
      return { code: 'unreachable', message: `A firewall of this machine or network forbids connections to ${host} (${code}); ask whoever runs it.` };
    case 'UND_ERR_HEADERS_TIMEOUT': return noAnswer(host, 300_000);
    case 'UND_ERR_BODY_TIMEOUT': return tooSlow(host, 300_000);
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH': case 'Z_BUF_ERROR': return truncated(host);
    case 'UND_ERR_HEADERS_OVERFLOW':
      return { code: 'bad-response', message: `The header lines of ${host} are larger than any honest server's; ask its operator.` };
    case 'UND_ERR_ABORTED':
      return { code: 'proxy', message: `The proxy named in the environment does not let us through to ${host}; check its rules and login.` };
    case 'UND_ERR_PRX_TLS':
      return { code: 'tls', message: `The certificate of the proxy named in the environment is for another name; check the proxy's address.` };
    case 'UND_ERR_DESTROYED': case 'UND_ERR_CLOSED': case 'ABORT_ERR':
      return { code: 'aborted', message: `The request to ${host} was given up because the program is stopping.` };
    default: return byFamily(code, error, host);
  }
}

/** Codes that come in families: OpenSSL's, the HTTP parser's, zlib's and brotli's, SOCKS'. */
function byFamily(code: string, error: Error, host: string): Failure | undefined {
  if (code === 'HPE_INVALID_EOF_STATE') return truncated(host);
  if (code.startsWith('HPE_') || error.name === 'HTTPParserError') {
    return { code: 'bad-response', message: `What ${host} answers is not HTTP; check the address and its port.` };
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) {
    return { code: 'tls', message: `${host} does not speak TLS as we do; check whether its address begins with http: or the port is another.` };
  }
  if (code.startsWith('UND_ERR_SOCKS5')) {
    return { code: 'proxy', message: `The SOCKS proxy named in the environment does not let us through to ${host}; check its rules and login.` };
  }
  if (code.startsWith('CERT_') || code.startsWith('UNABLE_TO_')) {
    return { code: 'tls', message: `The certificate of ${host} cannot be trusted (${code}).` };
  }
  if (code.startsWith('Z_') || code.startsWith('ERR__ERROR_') || code.startsWith('ERR_BROTLI')) {
    return badEncoding(host, 'compressed');
  }
  // Whatever else the system says of a socket or a name is the network's doing; the rest is a mistake of ours.
  if ('syscall' in error || code.startsWith('EAI_') || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return { code: 'connection', message: `The connection to ${host} failed (${code}); it is tried again later.` };
  }
  return undefined;
}

/** Of several addresses tried at once (RFC 8305) each failed: the first says most. */
function firstCause(error: unknown): unknown {
  return error instanceof AggregateError && error.errors.length > 0 ? firstCause(error.errors[0]) : error;
}

function nameIn(host: string): string {
  return host.replace(/:\d+$/, '');
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
