import { fileURLToPath } from 'node:url';
import type { Configuration, Millis, Schedule, Source } from '../model.js';
import { warning, type Finding } from './mistake.js';
import { valueAt } from './naming.js';
import { clearSecrets, clearSourceSecrets } from './secrets.js';
import { shortestGap } from './values/schedule.js';
import { takeAll } from './values/selector.js';
import { isLoopback, isPrivate } from './values/server.js';

/** Whether there is a file or folder at this absolute `file:` address. */
export type IsThere = (address: string) => boolean;

const politeGap = 5 * 60 * 1000;

/**
 * What holds but is probably not meant.
 * @param asWritten the content as it stands in the file, variables not filled in: only there a clear-text secret can be told
 * @param isThere asked of every source that is a file or folder
 */
export function findWarnings(configuration: Configuration, asWritten: unknown, isThere: IsThere = () => true): Finding[] {
  return [
    ...unreachable(configuration, asWritten),
    ...clearSecrets(asWritten),
    ...guessable(configuration),
    ...impolite(configuration.sources, asWritten),
    ...configuration.sources.flatMap((_, place) => clearSourceSecrets(asWritten, place)),
    ...sameAddresses(configuration.sources),
    ...missing(configuration.sources, isThere),
    ...emptying(configuration.sources),
    ...(configuration.sources.length === 0 ? [warning(['sources'], 'there is no source yet: add one with "feedrelay add URL", or in this file')] : []),
  ];
}

function unreachable({ server }: Configuration, asWritten: unknown): Finding[] {
  if (isLoopback(server.listen.host) || !isLoopback(new URL(server.baseUrl).hostname)) return [];
  const path = valueAt(asWritten, ['server', 'baseUrl']) === undefined ? ['server', 'listen'] : ['server', 'baseUrl'];
  return [warning(path, `feedrelay listens to other machines, but its feeds name themselves ${server.baseUrl}, which leads those to themselves: set server.baseUrl to the address that readers use`)];
}

/** Characters of a token. */
const longEnough = 8;

function guessable({ server: { token } }: Configuration): Finding[] {
  return token === undefined || token === '' || token.length >= longEnough ? [] : [warning(['server', 'token'], `this token is short, and soon guessed: take a word of ${longEnough} characters at least`)];
}

/** Sources with one schedule share the reading of it, and a thousand share their defaults'. */
function gaps(): (schedule: Schedule) => Millis {
  const known = new Map<Schedule, Millis>();
  return (schedule) => {
    const gap = known.get(schedule) ?? shortestGap(schedule);
    known.set(schedule, gap);
    return gap;
  };
}

/** One warning for each schedule that is written: a source's own, or the common one with its first source as the example. */
function impolite(sources: readonly Source[], asWritten: unknown): Finding[] {
  const gap = gaps();
  const findings = sources.flatMap((source, place): Finding[] => {
    const ms = gap(source.schedule);
    if (ms >= politeGap) return [];
    const url = new URL(source.url);
    if (url.protocol === 'file:' || isPrivate(url.hostname)) return [];
    const own = valueAt(asWritten, ['sources', place, 'schedule']) !== undefined;
    const often = ms < 60_000 ? `${ms / 1000} s` : `${ms / 60_000} min`;
    const message = `"${source.id}" asks ${url.host} every ${often}, which many publishers answer with a ban: every 15m is polite, and loses nothing unless the feed's window is shorter`;
    return [warning(own ? ['sources', place, 'schedule'] : ['defaults', 'schedule'], message)];
  });
  return findings.filter(({ path }, place) => path[0] === 'sources' || findings.findIndex((other) => other.path[0] === 'defaults') === place);
}

function sameAddresses(sources: readonly Source[]): Finding[] {
  const first = new Map<string, string>();
  return sources.flatMap(({ id, url }, place) => {
    const address = url.replace(/^https:/, 'http:').replace(/\/$/, '');
    const twin = first.get(address);
    if (twin === undefined) first.set(address, id);
    return twin === undefined ? [] : [warning(['sources', place, 'url'], `"${id}" has the same address as "${twin}": one source is enough, and merged feeds can show it again`)];
  });
}

/** A source that is polled in vain until somebody makes it. */
function missing(sources: readonly Source[], isThere: IsThere): Finding[] {
  return sources.flatMap(({ url }, place) =>
    !url.startsWith('file:') || isThere(url)
      ? []
      : [warning(['sources', place, 'url'], `there is no file or folder ${fileURLToPath(url)}: make it or correct the path, which is relative to the working directory unless it begins with a slash`)],
  );
}

/** At the selector that does it alone, or at the list. */
function emptying(sources: readonly Source[]): Finding[] {
  return sources.flatMap(({ id, remove }, place) => {
    if (!takeAll(remove)) return [];
    const one = remove.findIndex((selector) => takeAll([selector]));
    const path = ['sources', place, 'remove', ...(one < 0 ? [] : [one])];
    return [warning(path, `this takes every paragraph out of every article of "${id}": name more closely what is to go, such as ".ad" or "aside > p"`)];
  });
}
