import type { Configuration, Millis, Source } from '../model.js';
import { discretionOf, type Discretion } from '../discretion.js';
import { rowNames, type SourceState } from '../ledger/rows.js';
import { titleOf } from '../library/index.js';
import { silenceOf } from '../poll/silence.js';
import { underSchedule } from '../schedule/timetable.js';
import type { Day, Health, MergedStatus, SourceStatus, StatusModel, Warning } from '../serve/index.js';
import type { Store } from '../store/index.js';
import { version } from '../package/index.js';
import { NewestEntries, type Newest } from './newest.js';

const DAY: Millis = 24 * 60 * 60 * 1000;
/** Days on the charts. */
const SHOWN_DAYS = 14;
/** A store is mentioned from this size on, bytes. */
const LARGE_STORE = 4 * 1024 ** 3;

export interface StatusInput {
  readonly configuration: Configuration;
  /** Why the last edit of the configuration was refused. */
  readonly mistakes: readonly string[];
  readonly warnings: readonly string[];
  /** What failed without leaving a trace in the store, by source id. */
  readonly troubles: ReadonlyMap<string, { readonly message: string; readonly since: Millis; readonly at: Millis }>;
  readonly store: Pick<Store, 'getMany' | 'each' | 'size' | 'warnings'>;
  /** Known from one page to the next. */
  readonly newest?: NewestEntries;
  readonly now: Millis;
}

/** A store of which nothing can be read: the page tells why, and what the configuration knows. */
export const unreadable: StatusInput['store'] = {
  getMany: (keys) => Promise.resolve(keys.map(() => undefined)),
  async *each(keys) {
    yield* await unreadable.getMany<never>(keys);
  },
  size: () => Promise.resolve(0),
  warnings: () => Promise.resolve([]),
};

/** Gathers what the status page tells. */
export async function statusOf({ configuration, mistakes, warnings, troubles, store, newest = new NewestEntries(), now }: StatusInput): Promise<StatusModel> {
  const { sources, feeds, server, hidden } = configuration;
  const discretion = discretionOf(hidden);
  const states = await store.getMany<SourceState>(sources.map(({ id }) => rowNames.source(id)));
  const latest = await newest.of(new Map(sources.map(({ id }, place) => [id, states[place]])), store);
  const rows = sources.map((source, place) => ({ source, state: states[place], newest: latest.get(source.id), trouble: stillTrue(troubles.get(source.id), states[place]) }));
  const titles = new Map(rows.map(({ source, state }) => [source.id, titleOf(source, state?.head)]));
  const shown = rows.map((row) => sourceStatus(row.source, row.state, row.newest, row.trouble, now, discretion));
  const size = await store.size();
  return discretion.published({
    now,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    base: server.baseUrl,
    acts: server.token !== undefined,
    version,
    mistakes,
    sources: shown,
    feeds: feeds.map(({ id, title, sources: ids }) => ({ id, title: title ?? id, sources: ids.map((source) => titles.get(source) ?? source), ...ofSources(shown.filter((source) => ids.includes(source.id))) })),
    warnings: [
      ...rows.flatMap(({ source, state }) => (state === undefined ? [] : warningsOf(source.id, titles.get(source.id) ?? source.id, state, now, discretion))),
      ...(size > LARGE_STORE ? [{ kind: 'store', bytes: size } as const] : []),
      ...warnings.map((message) => ({ kind: 'other', message }) as const),
    ],
  });
}

/** What a merged feed tells of its sources. */
function ofSources(sources: readonly SourceStatus[]): Pick<MergedStatus, 'failing' | 'newest'> {
  const arrivals = sources.flatMap(({ newest }) => (newest === undefined ? [] : [newest.at]));
  return {
    failing: sources.filter(({ health }) => health.kind === 'failing' || health.kind === 'gone').length,
    ...(arrivals.length === 0 ? {} : { newest: Math.max(...arrivals) }),
  };
}

/** A poll since then, or that one itself, may have left its own account in the store. */
function stillTrue<T extends { readonly at: Millis }>(trouble: T | undefined, state: SourceState | undefined): T | undefined {
  return trouble !== undefined && trouble.at <= (state?.lastPoll ?? 0) ? undefined : trouble;
}

function sourceStatus(
  source: Source,
  state: SourceState | undefined,
  newest: Newest | undefined,
  trouble: { readonly message: string; readonly since: Millis } | undefined,
  now: Millis,
  { told }: Discretion,
): SourceStatus {
  const next = state === undefined ? undefined : underSchedule(source.schedule, state).due;
  const latest =
    newest === undefined || state?.lastNew === undefined
      ? undefined
      : { ...newest, at: state.lastNew };
  return {
    id: source.id,
    title: titleOf(source, state?.head),
    health: trouble === undefined ? healthOf(state, told) : { kind: 'failing', since: trouble.since, failure: { code: 'failed', message: told(trouble.message) } },
    entries: state?.entries ?? 0,
    days: daysOf(state, now),
    notes: state?.notes.map(told) ?? [],
    ...(latest === undefined ? {} : { newest: latest }),
    ...(state?.lastPoll === undefined ? {} : { polled: state.lastPoll }),
    ...(next === undefined ? {} : { next }),
  };
}

function healthOf(state: SourceState | undefined, told: Discretion['told']): Health {
  if (state?.lastPoll === undefined) return { kind: 'waiting' };
  if (state.gone !== undefined) return { kind: 'gone', since: state.failure?.since ?? state.lastPoll };
  if (state.failure !== undefined) return { kind: 'failing', since: state.failure.since, failure: { ...state.failure, message: told(state.failure.message) } };
  if (state.lastChange === state.lastPoll) return { kind: 'fresh', at: state.lastPoll };
  return { kind: 'unchanged', since: state.lastChange ?? state.lastPoll };
}

function daysOf(state: SourceState | undefined, now: Millis): readonly Day[] {
  const byDay = new Map(state?.history.map((count) => [count.day, count]));
  return Array.from({ length: SHOWN_DAYS }, (_, place) => {
    const count = byDay.get(new Date(now - (SHOWN_DAYS - 1 - place) * DAY).toISOString().slice(0, 10));
    if (count === undefined) return { articles: 0, changed: 0, unchanged: 0, failed: 0 };
    const { fresh, polls, changed, failed } = count;
    return { articles: fresh, changed, unchanged: polls - changed - failed, failed };
  });
}

function warningsOf(id: string, source: string, state: SourceState, now: Millis, { told }: Discretion): readonly Warning[] {
  const silence = silenceOf(state, now);
  return [
    ...(state.gap !== undefined && now - state.gap.at < 7 * DAY ? [{ kind: 'gap', id, source, at: state.gap.at } as const] : []),
    ...(state.moved !== undefined && state.moved.polls >= 3 ? [{ kind: 'moved', id, source, to: told(state.moved.url) } as const] : []),
    ...(silence === undefined ? [] : [{ kind: 'silent', id, source, ...silence } as const]),
  ];
}
