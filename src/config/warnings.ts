import type { Configuration, Source } from '../model.js';
import type { Finding } from './mistake.js';
import { valueAt } from './naming.js';
import { shortestGap } from './values/schedule.js';
import { isLoopback, isPrivate } from './values/server.js';

const politeGap = 5 * 60 * 1000;

/**
 * What holds but is probably not meant.
 * @param asWritten the content as it stands in the file, variables not filled in: only there a clear-text secret can be told
 */
export function findWarnings(configuration: Configuration, asWritten: unknown): Finding[] {
  return [
    ...unreachable(configuration, asWritten),
    ...clearSecrets(asWritten),
    ...configuration.sources.flatMap((source, place) => [
      ...impolite(source, place, asWritten),
      ...sameAddress(configuration.sources, place),
      ...clearSourceSecrets(asWritten, place),
    ]),
    ...(configuration.sources.length === 0 ? [warning(['sources'], 'there is no source yet: add one with "feedrelay add URL", or in this file')] : []),
  ];
}

const warning = (path: Finding['path'], message: string): Finding => ({ path, at: 'value', message });

function unreachable({ server }: Configuration, asWritten: unknown): Finding[] {
  if (isLoopback(server.listen.host) || !isLoopback(new URL(server.baseUrl).hostname)) return [];
  const path = valueAt(asWritten, ['server', 'baseUrl']) === undefined ? ['server', 'listen'] : ['server', 'baseUrl'];
  return [warning(path, `feedrelay listens to other machines, but its feeds name themselves ${server.baseUrl}, which leads those to themselves: set server.baseUrl to the address that readers use`)];
}

function impolite(source: Source, place: number, asWritten: unknown): Finding[] {
  const url = new URL(source.url);
  const gap = shortestGap(source.schedule);
  if (url.protocol === 'file:' || isPrivate(url.hostname) || gap >= politeGap) return [];
  const own = valueAt(asWritten, ['sources', place, 'schedule']) !== undefined;
  const often = gap < 60_000 ? `${gap / 1000} s` : `${gap / 60_000} min`;
  return [warning(own ? ['sources', place, 'schedule'] : ['defaults', 'schedule'], `"${source.id}" asks ${url.host} every ${often}, which many publishers answer with a ban: every 15m is polite, and loses nothing unless the feed's window is shorter`)];
}

function sameAddress(sources: readonly Source[], place: number): Finding[] {
  const canonical = (source: Source | undefined): string | undefined => source?.url.replace(/^https:/, 'http:').replace(/\/$/, '');
  const twin = sources.slice(0, place).find((other) => canonical(other) === canonical(sources[place]));
  return twin === undefined ? [] : [warning(['sources', place, 'url'], `"${twin.id}" has the same address: one source is enough, and merged feeds can show it again`)];
}

const isClear = (value: unknown): boolean => typeof value === 'string' && value !== '' && !value.includes('${');

function clearSecrets(asWritten: unknown): Finding[] {
  const keys = ['token', 'secret'].filter((key) => isClear(valueAt(asWritten, ['server', key])));
  const found = keys.map((key) => warning(['server', key], `server.${key} stands here in clear text: write "\${FEEDRELAY_${key.toUpperCase()}}" and set that variable`));
  return hasPassword(valueAt(asWritten, ['store']))
    ? [...found, warning(['store'], 'the password of the store stands here in clear text: write it as "${NAME}" and set that variable')]
    : found;
}

function clearSourceSecrets(asWritten: unknown, place: number): Finding[] {
  const path = ['sources', place];
  const headers = valueAt(asWritten, [...path, 'headers']);
  const names = typeof headers === 'object' && headers !== null ? Object.keys(headers) : [];
  const found = names
    .filter((name) => /^cookie$|auth|token|secret|key$/i.test(name) && isClear(valueAt(headers, [name])))
    .map((name) => warning([...path, 'headers', name], `${name} stands here in clear text: write it as "\${NAME}" and set that variable`));
  return hasPassword(valueAt(asWritten, [...path, 'url']))
    ? [...found, warning([...path, 'url'], 'the password in this address stands here in clear text: write it as "${NAME}" and set that variable')]
    : found;
}

function hasPassword(written: unknown): boolean {
  const userinfo = typeof written === 'string' ? /:\/\/[^/@\s]*:([^/@\s]+)@/.exec(written)?.[1] : undefined;
  return isClear(userinfo);
}
