import type { Configuration, EntrySource, Filter, Millis, OutputFormat, Source } from '../model.js';
import { compileFilter } from './filter.js';

export type EntryFilter = Extract<ReturnType<typeof compileFilter>, { ok: true }>['value'];

/** One output feed: a source's own, or a merged one. */
export interface Outlet {
  readonly id: string;
  readonly merged: boolean;
  readonly title?: string;
  /** In the order that decides between equals. */
  readonly sources: readonly Source[];
  readonly limit: number;
  /** What a merged feed asks beside what each source asks, and whether that is anything. */
  readonly shows: EntryFilter;
  readonly asks: boolean;
  /** What each source asks. */
  readonly sourceShows: ReadonlyMap<string, EntryFilter>;
}

/** All output feeds of a configuration: one a source, then the merged ones. */
export function outletsOf(configuration: Configuration): readonly Outlet[] {
  const sources = new Map(configuration.sources.map((source) => [source.id, source]));
  const shows = new Map(configuration.sources.map((source) => [source.id, filterOf(source.include, source.exclude)]));
  const own = configuration.sources.map(
    (source): Outlet => ({
      id: source.id,
      merged: false,
      ...(source.title === undefined ? {} : { title: source.title }),
      sources: [source],
      limit: source.limit,
      shows: () => true,
      asks: false,
      sourceShows: shows,
    }),
  );
  const merged = configuration.feeds.map(
    (feed): Outlet => ({
      id: feed.id,
      merged: true,
      title: feed.title ?? feed.id,
      sources: feed.sources.flatMap((id) => sources.get(id) ?? []),
      limit: feed.limit,
      shows: filterOf(feed.include, feed.exclude),
      asks: isFiltered(feed),
      sourceShows: shows,
    }),
  );
  return [...own, ...merged];
}

/** Whether anything may be hidden. */
export const isFiltered = ({ include, exclude }: { readonly include?: Filter; readonly exclude?: Filter }): boolean => include !== undefined || exclude !== undefined;

/** The configuration's patterns were checked when it was read. */
function filterOf(include: Filter | undefined, exclude: Filter | undefined): EntryFilter {
  const compiled = compileFilter(include, exclude);
  if (!compiled.ok) throw new Error(compiled.failure.message);
  return compiled.value;
}

/** Addresses of an outlet's documents, absolute. */
export function addressesOf(baseUrl: string, path: string): Readonly<Record<OutputFormat, string>> {
  const at = (format: OutputFormat): string => `${baseUrl}/feeds/${path}.${format}`;
  return { atom: at('atom'), rss: at('rss'), json: at('json') };
}

/** An entry's source as a merged feed names it; its `updated` is the entry's, so that nothing else changes the bytes. */
export function entrySourceOf(source: Source, title: string, link: string | undefined, baseUrl: string, updated: Millis): EntrySource {
  return { id: source.id, title, ...(link === undefined ? {} : { link }), self: addressesOf(baseUrl, source.id).atom, updated };
}
