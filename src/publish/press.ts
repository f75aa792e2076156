import { LRUCache } from 'lru-cache';
import type { Configuration, Millis, OutputFeed } from '../model.js';
import { digest } from '../digest.js';
import { discretionOf, type Discretion } from '../discretion.js';
import type { RelaySigner } from '../relay-address.js';
import type { Store } from '../store/index.js';
import { archiveExtent, buildArchive, buildSubscription, statesOf, type BuiltFeed, type Workshop } from './build.js';
import { pageName, readDocumentPath, titleOf, type Finding } from '../library/index.js';
import { renderOpml } from './opml.js';
import { addressesOf, outletsOf, type Outlet } from './outlet.js';
import { renderFeedPage, type FeedPageOptions } from './page.js';
import { contentTypes, renderFeed } from './render/index.js';
import { modifiedAt } from './shown.js';
import type { ListedFeed } from './site-index.js';
import { Visibility, type PolicyOf } from './visible.js';

export interface PressOptions {
  readonly store: Store;
  readonly clock: () => Millis;
  readonly policyOf: PolicyOf;
  /** Who signs the addresses of relayed pictures, at the moment; nobody where none are. */
  readonly relay: () => RelaySigner | undefined;
  /** Seconds a reader may keep a feed of this outlet, from its sources' schedules. */
  readonly maxAge: (outlet: Outlet) => number;
}

/** Feeds kept between being built and being rendered in their three formats, and characters of their articles; a larger one is built for each. */
const KEPT = { feeds: 8, characters: 8 * 1024 * 1024 };
const FULL_PAGE_AGE = 24 * 60 * 60; // Such a page changes with the configuration or the program only.

interface Row {
  readonly outlet: Outlet;
  readonly visibility: Visibility;
  revision: number;
}

type Build = { readonly kind: 'feed'; readonly built: BuiltFeed } | { readonly kind: 'gone' | 'missing' };

/** Makes documents of what the store keeps: each feed is built once for all its forms. */
export class Press {
  readonly #options: PressOptions;
  readonly #built = new LRUCache<string, { revision: number; build: Build }>({ max: KEPT.feeds, maxSize: KEPT.characters, sizeCalculation: ({ build }) => sizeOf(build) });
  readonly #queues = new Map<string, Promise<unknown>>();
  #outlets = new Map<string, Row>();
  #configuration: Configuration;
  #revision = 0;

  constructor(configuration: Configuration, options: PressOptions) {
    this.#options = options;
    this.#configuration = configuration;
    this.configure(configuration);
  }

  /** Takes up another configuration: everything is looked at anew, and what comes out the same stays the same. */
  configure(configuration: Configuration): void {
    this.#configuration = configuration;
    this.#revision += 1;
    const { store, policyOf } = this.#options;
    this.#outlets = new Map(
      outletsOf(configuration).map((outlet) => [
        outlet.id,
        { outlet, visibility: new Visibility(store, outlet, policyOf), revision: this.#revision },
      ]),
    );
  }

  /** A commit changed what this source publishes; undefined: commits may have gone by unheard. */
  changed(source: string | undefined): void {
    this.#revision += 1;
    for (const row of this.#outlets.values()) {
      if (source === undefined || row.outlet.sources.some(({ id }) => id === source)) row.revision = this.#revision;
    }
  }

  get outlets(): readonly Outlet[] {
    return [...this.#outlets.values()].map(({ outlet }) => outlet);
  }

  /**
   * The document at `/feeds/ID.FORMAT` or `/feeds/ID/archive/N.FORMAT`, or the list of feeds; with a language the page for
   * people in its place, whatever format may stand behind it.
   */
  make(path: string, language?: FeedPageOptions['language']): Promise<Finding> {
    if (path === '/feeds.opml') return this.#opml();
    const { id = '', stem = '', page, format } = readDocumentPath(path) ?? {};
    const outlet = this.#outlets.get(id)?.outlet;
    if (outlet === undefined) return Promise.resolve({ kind: 'missing' });
    if (language !== undefined) {
      const render = (feed: OutputFeed): string => renderFeedPage(feed, { language, base: this.#configuration.server.baseUrl });
      return this.#document(outlet, pageName(stem, language), page, render, 'text/html; charset=utf-8');
    }
    if (format === undefined) return Promise.resolve({ kind: 'missing' });
    return this.#document(outlet, path, page, (feed) => renderFeed(feed, format), contentTypes[format]);
  }

  /** What an outlet shows now, or on one page of its archive. */
  async feed(id: string, page?: number): Promise<BuiltFeed | undefined> {
    const row = this.#outlets.get(id);
    if (row === undefined) return undefined;
    const build = await this.#build(row.outlet, page);
    return build.kind === 'feed' ? build.built : undefined;
  }

  /** First and last archive page that is kept; last is less than first where there is none. */
  async archiveOf(id: string): Promise<{ first: number; last: number }> {
    const row = this.#outlets.get(id);
    if (row === undefined) return { first: 1, last: 0 };
    const { first, last, used } = await archiveExtent(row.outlet, this.#options.store);
    return { first, last: used === 0 ? first - 1 : last };
  }

  /** Every output feed with its title. */
  async directory(): Promise<readonly ListedFeed[]> {
    return Promise.all(
      this.outlets.map(async (outlet) => {
        const states = await statesOf(outlet, this.#options.store);
        const [source] = outlet.sources;
        const title = outlet.title ?? (source === undefined ? outlet.id : titleOf(source, states.get(source.id)?.head));
        return { id: outlet.id, title: this.#discretion().published(title), merged: outlet.merged };
      }),
    );
  }

  async #document(outlet: Outlet, path: string, page: number | undefined, render: (feed: OutputFeed) => string, contentType: string): Promise<Finding> {
    const build = await this.#build(outlet, page);
    if (build.kind !== 'feed') return build;
    const { feed, changed, full, waiting } = build.built;
    // Before the first poll an empty feed is nobody's to keep.
    const maxAge = full ? FULL_PAGE_AGE : waiting ? 0 : this.#options.maxAge(outlet);
    return this.#publication(outlet.id, path, render(feed), contentType, changed, maxAge);
  }

  async #opml(): Promise<Finding> {
    const { baseUrl } = this.#configuration.server;
    const feeds = (await this.directory()).map(({ id, title }) => ({ title, atom: addressesOf(baseUrl, id).atom, html: `${baseUrl}/feeds/${id}` }));
    const text = renderOpml('feedrelay', feeds);
    return this.#publication('', '/feeds.opml', text, 'text/x-opml; charset=utf-8', this.#options.clock(), 300);
  }

  async #publication(feed: string, path: string, text: string, contentType: string, changed: Millis, maxAge: number): Promise<Finding> {
    const body = Buffer.from(text, 'utf8');
    const etag = digest(body);
    const now = this.#options.clock();
    const modified = await modifiedAt(feed === '' ? 'all' : feed, path.slice(1), etag, changed === 0 ? now : changed, now, this.#options.store);
    return { kind: 'found', representation: { body, contentType, etag, modified, maxAge } };
  }

  /** Built once for the three formats, one build of an outlet at a time. */
  #build(outlet: Outlet, page: number | undefined): Promise<Build> {
    const before = this.#queues.get(outlet.id) ?? Promise.resolve();
    const build = before.then(() => this.#buildNow(outlet, page));
    this.#queues.set(outlet.id, build.catch(() => undefined));
    return build;
  }

  async #buildNow(outlet: Outlet, page: number | undefined): Promise<Build> {
    const row = this.#outlets.get(outlet.id);
    if (row === undefined) return { kind: 'missing' };
    const { revision, visibility } = row;
    const name = `${outlet.id}/${page ?? ''}`;
    const kept = this.#built.get(name);
    if (kept?.revision === revision) return kept.build;
    const now = this.#options.clock();
    const built = page === undefined
      ? await buildSubscription(row.outlet, visibility, this.#workshop(), now)
      : await buildArchive(row.outlet, page, visibility, this.#workshop(), now);
    const build: Build = built === undefined ? { kind: 'missing' } : built === 'gone' ? { kind: 'gone' } : { kind: 'feed', built: { ...built, feed: this.#discretion().published(built.feed, this.#options.relay()) } };
    this.#built.set(name, { revision, build });
    return build;
  }

  #discretion(): Discretion {
    return discretionOf(this.#configuration.hidden);
  }

  #workshop(): Workshop {
    return { store: this.#options.store, policyOf: this.#options.policyOf, baseUrl: this.#configuration.server.baseUrl };
  }
}

/** Characters, one at least. */
function sizeOf(build: Build): number {
  if (build.kind !== 'feed') return 1;
  return build.built.feed.entries.reduce((sum, { entry }) => sum + entry.content.length + (entry.summary?.length ?? 0), 1);
}
