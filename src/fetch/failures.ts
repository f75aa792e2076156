import type { Failure, Millis } from '../model.js';

/** Failures before any byte of an answer: when every source has one of these at once, it is our network. */
const BEFORE_ANY_ANSWER = new Set(['dns', 'refused', 'unreachable', 'connect-timeout', 'no-answer']);

/** Whether a failure can be our own network's rather than the source's. */
export function mayBeOurNetwork(failure: Failure): boolean {
  return BEFORE_ANY_ANSWER.has(failure.code);
}

/** How a message names the place of a failure: by its host, shortened between labels, for a stranger may have chosen it. */
export function placeOf(url: URL): string {
  return url.host.length <= 100 ? url.host : `${url.host.slice(0, 99).replace(/[^.]*$/, '')}…`;
}

export function forbiddenAddress(host: string): Failure {
  return {
    code: 'forbidden-address',
    message: `${host} is not a public address, and only hosts written in the configuration may be private ones; if you trust it, write its address there yourself.`,
  };
}

export function notAWebAddress(scheme: string): Failure {
  return { code: 'bad-address', message: `Only http: and https: addresses can be fetched, not ${scheme}; check the address.` };
}

/** The name is as the operator wrote it, the value may be a secret. */
export function badHeader(name: string, host: string): Failure {
  return {
    code: 'bad-header',
    message: `The header ${JSON.stringify(name)} written for ${host} cannot be sent: names are ASCII words and none of the connection's own, values one line of Latin text.`,
  };
}

export function unreadableAddress(): Failure {
  return { code: 'bad-address', message: 'The address cannot be read as one; write http://HOST/PATH or https://HOST/PATH.' };
}

export function tooLarge(host: string, limit: number): Failure {
  return {
    code: 'too-large',
    message: `What ${host} sends is larger than ${inMegabytes(limit)}; raise limits.body or limits.picture if that is expected.`,
  };
}

export function noAnswer(host: string, timeout: Millis): Failure {
  return { code: 'no-answer', message: `${host} gave no answer within ${inSeconds(timeout)}; it is tried again later.` };
}

export function tooSlow(host: string, timeout: Millis): Failure {
  return {
    code: 'too-slow',
    message: `${host} began to answer and was not done after ${inSeconds(timeout)}; raise limits.timeout if it is always slow.`,
  };
}

export function aborted(host: string): Failure {
  return { code: 'aborted', message: `The request to ${host} was given up because the program is stopping or its source was taken out.` };
}

export function badRedirect(host: string): Failure {
  return { code: 'bad-redirect', message: `${host} redirects without a readable address to go to; ask its operator.` };
}

export function redirectLoop(host: string): Failure {
  return { code: 'redirect-loop', message: `${host} redirects in a circle; open the address in a browser and write down where it ends.` };
}

export function tooManyRedirects(host: string, limit: number): Failure {
  return {
    code: 'too-many-redirects',
    message: `More than ${limit} redirects, the last one at ${host}; write the final address in the configuration.`,
  };
}

export function badEncoding(host: string, coding: string): Failure {
  return { code: 'bad-encoding', message: `What ${host} sends as ${coding} cannot be decompressed; it is tried again later.` };
}

export function truncated(host: string): Failure {
  return { code: 'truncated', message: `The answer of ${host} broke off before its end; it is tried again later.` };
}

export function notAFileAddress(url: string): Failure {
  return { code: 'bad-address', message: `${url} names no file of this machine; write file:///PATH or a relative path.` };
}

export function notAFileOrFolder(path: string): Failure {
  return { code: 'unreadable', message: `${path} is neither a file nor a folder; point the source at one of these.` };
}

export function fileTooLarge(path: string, limit: number): Failure {
  return { code: 'too-large', message: `${path} is larger than ${inMegabytes(limit)}; raise limits.body if that is expected.` };
}

/** `code` is the system's own (`ENOENT` …). */
export function unreadable(path: string, code: string): Failure {
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return { code: 'not-found', message: `There is no file or folder ${path}; check the path and the folder the program was started in.` };
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return { code: 'unreadable', message: `${path} may not be read by this user; change its permissions.` };
  }
  return { code: 'unreadable', message: `${path} cannot be read (${code}); check the disk and the file.` };
}

/** What a status other than success says (RFC 9110 §15), in words. */
export function httpStatus(host: string, status: number): Failure {
  return { code: 'http-status', message: statusSentence(host, status), http: status };
}

function statusSentence(host: string, status: number): string {
  const said = `${host} answers ${status}`;
  switch (status) {
    case 206: return `${said}: only a part of what was asked for; it is tried again later.`;
    case 304: return `${said} (not modified) though it was asked for the whole; it is tried again later.`;
    case 401: return `${said}: it wants a login; add the headers it needs to the source.`;
    case 403: return `${said}: it refuses us; the feed may have become private, or the site blocks feed readers.`;
    case 404: return `${said}: there is nothing at this address; the feed may have moved or ended.`;
    case 407: return `${said}: the proxy wants a login; put it into the proxy's address in the environment.`;
    case 410: return `${said}: what it redirects to is gone; the feed may have moved or ended.`;
    case 429: return `${said}: it is asked too often; poll it less often if this goes on.`;
    case 451: return `${said}: withheld for legal reasons.`;
    default:
      return status >= 500
        ? `${said}: it has a fault of its own; it is tried again later.`
        : `${said}, which is no feed; open the address in a browser to see why.`;
  }
}

function inSeconds(ms: Millis): string {
  return `${Math.round(ms / 100) / 10} s`;
}

function inMegabytes(bytes: number): string {
  return bytes >= 100_000 ? `${Math.round(bytes / 100_000) / 10} MB` : `${bytes} bytes`;
}
