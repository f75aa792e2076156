import type { FeedHead, Millis, OutputFeed, Person } from '../model.js';
import { rewritePicture } from '../clean/index.js';
import { rowNames, type SourceState } from '../ledger/rows.js';
import { titleOf } from '../library/index.js';
import type { Store } from '../store/index.js';
import { extentOf, readPage, showPage, type ArchivePage, type Extent } from './archive.js';
import { candidatesOf, mergeCandidates } from './candidates.js';
import { chainOf } from './chain.js';
import { choose, ROUND } from './choose.js';
import { newestFirst } from './entry.js';
import { bringLogUpToDate } from './merged-log.js';
import { addressesOf, entrySourceOf, type Outlet } from './outlet.js';
import type { PolicyOf, Visibility, Visible } from './visible.js';

/** What building an outlet's documents needs; the clock comes in with each call. */
export interface Workshop {
  readonly store: Store;
  /** As readers see us, without a trailing slash. */
  readonly baseUrl: string;
  readonly policyOf: PolicyOf;
}

export interface BuiltFeed {
  readonly feed: OutputFeed;
  /** When an entry of its sources last came or changed. */
  readonly changed: Millis;
  /** An archive page on which every place is taken. */
  readonly full: boolean;
  /** None of its sources has been read yet: what it shows is not what it will show in a moment. */
  readonly waiting: boolean;
}

export async function buildSubscription(outlet: Outlet, visibility: Visibility, workshop: Workshop, now: Millis): Promise<BuiltFeed> {
  const { store, baseUrl } = workshop;
  const states = await statesOf(outlet, store);
  const streams = outlet.sources.flatMap((source) => {
    const state = states.get(source.id);
    return state === undefined ? [] : [candidatesOf(source, state, store)];
  });
  const shown = await choose(visibility.stream(mergeCandidates(streams), now), outlet.limit, outlet.merged ? ROUND : 0);
  const extent = await extentFor(outlet, states, store);
  const beyond = await chainOf({ outlet, extent, visibility, store, now }).beyond(shown);
  const head = outlet.merged ? undefined : states.get(outlet.id)?.head;
  const self = addressesOf(baseUrl, outlet.id);
  return {
    changed: lastChange(states),
    full: false,
    waiting: [...states.values()].every(({ begun, entries }) => begun === undefined && entries === 0),
    feed: {
      ...describe(outlet, head, workshop, shown),
      self,
      entries: entriesOf(outlet, shown, workshop, (id) => titleIn(outlet, states, id), states),
      paging: {
        kind: 'subscription',
        current: self,
        ...(beyond === undefined ? {} : { prev: addressesOf(baseUrl, `${outlet.id}/archive/${beyond}`) }),
      },
    },
  };
}

/** @returns 'gone' for a page that is kept no longer, undefined for one that never was */
export async function buildArchive(outlet: Outlet, page: number, visibility: Visibility, workshop: Workshop, now: Millis): Promise<BuiltFeed | 'gone' | undefined> {
  const { store, baseUrl } = workshop;
  const states = await statesOf(outlet, store);
  const extent = await extentFor(outlet, states, store);
  if (page > extent.last || extent.used === 0) return undefined;
  if (page < extent.first) return 'gone';
  const read = await readPage(outlet, page, extent, store);
  const shown = await showPage(read, outlet, visibility, store, now);
  if (shown === 'gone') return 'gone';
  const before = await chainOf({ outlet, extent, visibility, store, now }).before(page);
  return {
    changed: lastChange(states),
    full: read.full,
    waiting: false,
    feed: {
      ...describe(outlet, read.head, workshop, shown),
      self: addressesOf(baseUrl, `${outlet.id}/archive/${page}`),
      entries: entriesOf(outlet, shown, workshop, (id) => titleOnPage(outlet, read, id), states),
      paging: {
        kind: 'archive',
        current: addressesOf(baseUrl, outlet.id),
        ...(before === undefined ? {} : { prev: addressesOf(baseUrl, `${outlet.id}/archive/${before}`) }),
      },
    },
  };
}

export async function statesOf(outlet: Outlet, store: Store): Promise<ReadonlyMap<string, SourceState>> {
  const rows = await store.getMany<SourceState>(outlet.sources.map(({ id }) => rowNames.source(id)));
  return new Map(outlet.sources.flatMap(({ id }, place) => {
    const state = rows[place];
    return state === undefined ? [] : [[id, state] as const];
  }));
}

/** Where an outlet's archive begins and ends now. */
export async function archiveExtent(outlet: Outlet, store: Store): Promise<Extent> {
  return extentFor(outlet, await statesOf(outlet, store), store);
}

async function extentFor(outlet: Outlet, states: ReadonlyMap<string, SourceState>, store: Store): Promise<Extent> {
  if (outlet.merged) return bringLogUpToDate(outlet, states, store);
  const state = states.get(outlet.id);
  return state === undefined ? { first: 1, last: 1, used: 0 } : extentOf(state);
}

function describe(outlet: Outlet, head: FeedHead | undefined, workshop: Workshop, shown: readonly Visible[]): Pick<OutputFeed, 'id' | 'title' | 'link' | 'authors' | 'updated' | 'description' | 'language' | 'image'> {
  const [source] = outlet.sources;
  const page = `${workshop.baseUrl}/feeds/${outlet.id}`;
  const authors: readonly Person[] = head?.authors ?? [];
  const policy = source === undefined ? undefined : workshop.policyOf(source, 'rss');
  return {
    id: outlet.id,
    title: outlet.title ?? head?.title ?? outlet.id,
    link: head?.link ?? page,
    authors,
    updated: shown.reduce((newest, { entry }) => Math.max(newest, entry.updated), 0),
    ...(head?.description === undefined ? {} : { description: head.description }),
    ...(head?.language === undefined ? {} : { language: head.language }),
    ...(head?.image === undefined || policy === undefined ? {} : { image: rewritePicture(head.image, policy, head.link) }),
  };
}

function entriesOf(
  outlet: Outlet,
  shown: readonly Visible[],
  workshop: Workshop,
  title: (source: string) => string,
  states: ReadonlyMap<string, SourceState>,
): OutputFeed['entries'] {
  return shown
    .toSorted((one, other) => newestFirst(one.entry, other.entry))
    .map(({ entry, source }): OutputFeed['entries'][number] => {
      if (!outlet.merged) return { entry };
      const link = states.get(source.id)?.head.link;
      return { entry, source: entrySourceOf(source, title(source.id), link, workshop.baseUrl, entry.updated) };
    });
}

function titleIn(outlet: Outlet, states: ReadonlyMap<string, SourceState>, id: string): string {
  const source = outlet.sources.find((candidate) => candidate.id === id);
  return source === undefined ? id : titleOf(source, states.get(id)?.head);
}

function titleOnPage(outlet: Outlet, page: ArchivePage, id: string): string {
  return outlet.sources.find((source) => source.id === id)?.title ?? page.titles?.[id] ?? id;
}

function lastChange(states: ReadonlyMap<string, SourceState>): Millis {
  return [...states.values()].reduce((last, { lastChange: at }) => Math.max(last, at ?? 0), 0);
}
