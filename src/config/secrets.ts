import { warning, type Finding } from './mistake.js';
import { valueAt } from './naming.js';

/** Parameters of a query that let their bearer in, as services name them: `api_key`, `feed_token`, `os_password`. */
const TELLING = /(?:token|secret|passw(?:or)?d|passphrase|pwd|credentials?)$|(?:^|[_.-]|api|auth|access|app|private|user)(?:key|auth|pass)$/i;

const isClear = (value: unknown): boolean => typeof value === 'string' && value !== '' && !value.includes('${');

const inClear = (what: string): string => `${what} stands here in clear text: write it as "\${NAME}" and set that variable`;

/** Secrets of the server and the store that stand in the file itself. */
export function clearSecrets(asWritten: unknown): Finding[] {
  const keys = ['token', 'secret'].filter((key) => isClear(valueAt(asWritten, ['server', key])));
  const found = keys.map((key) => warning(['server', key], `server.${key} stands here in clear text: write "\${FEEDRELAY_${key.toUpperCase()}}" and set that variable`));
  return hasPassword(valueAt(asWritten, ['store'])) ? [...found, warning(['store'], inClear('the password of the store'))] : found;
}

/** A source's: in its headers, and in its address. */
export function clearSourceSecrets(asWritten: unknown, place: number): Finding[] {
  const path = ['sources', place];
  const headers = valueAt(asWritten, [...path, 'headers']);
  const url = valueAt(asWritten, [...path, 'url']);
  const names = typeof headers === 'object' && headers !== null ? Object.keys(headers) : [];
  return [
    ...names
      .filter((name) => /^cookie$|auth|token|secret|key$/i.test(name) && isClear(valueAt(headers, [name])))
      .map((name) => warning([...path, 'headers', name], inClear(name))),
    ...(hasPassword(url) ? [warning([...path, 'url'], inClear('the password in this address'))] : []),
    ...tellingParameters(url).map((name) => warning([...path, 'url'], inClear(`${name} in this address`))),
  ];
}

function hasPassword(written: unknown): boolean {
  const userinfo = typeof written === 'string' ? /:\/\/[^/@\s]*:([^/@\s]+)@/.exec(written)?.[1] : undefined;
  return isClear(userinfo);
}

function tellingParameters(written: unknown): readonly string[] {
  const query = typeof written === 'string' ? /^https?:[^?#]*\?([^#]*)/i.exec(written.trim())?.[1] : undefined;
  const pairs = (query ?? '').split('&').map((pair) => /^([^=]*)=?(.*)$/s.exec(pair) ?? []);
  return [...new Set(pairs.flatMap(([, name = '', value]) => (TELLING.test(name) && isClear(value) ? [name] : [])))];
}
