import { learnt } from '../learnt.js';
import type { OutputFormat } from '../model.js';

/** What the path of a feed's document names; without a `format`, the page for people. */
export interface DocumentPath {
  /** Without the format. */
  readonly stem: string;
  /** Of the output feed. */
  readonly id: string;
  /** Number of an archive page; absent for the subscription feed. */
  readonly page?: number;
  readonly format?: OutputFormat;
}

/** Reads `/feeds/ID`, `/feeds/ID.FORMAT`, and the same of archive pages (`/feeds/ID/archive/N`). */
export const readDocumentPath: (path: string) => DocumentPath | undefined = learnt((path) => {
  const [, stem, id, page, format] = /^(\/feeds\/([a-z0-9-]+)(?:\/archive\/([1-9][0-9]{0,8}))?)(?:\.(atom|rss|json))?$/.exec(path) ?? [];
  if (stem === undefined || id === undefined) return undefined;
  return {
    stem,
    id,
    ...(page === undefined ? {} : { page: Number(page) }),
    ...(format === 'atom' || format === 'rss' || format === 'json' ? { format } : {}),
  };
});

/** What a page for people is kept under. */
export function pageName(stem: string, language: string): string {
  return `${stem}.${language}.html`;
}
