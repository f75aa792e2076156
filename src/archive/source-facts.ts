import * as z from 'zod';
import type { FeedHead } from '../model.js';
import type { SourceState } from '../ledger/rows.js';
import { present } from './differing.js';
import { instant, toInstant } from './instant.js';

/** The file beside the documents; written last, so that where it stands the export is whole. */
export const FACTS_FILE = '_source.yaml';
/** Counts up when the files come to be laid out in another way. */
const LAYOUT = 1;

const count = z.int().min(0);
const text = z.string().exactOptional();
const head = z.strictObject({
  title: text,
  description: text,
  link: text,
  self: text,
  language: text,
  image: text,
  authors: z.array(z.strictObject({ name: text, uri: text, email: text })).default([]),
});

/** What an export tells of the source as a whole. */
export const sourceFacts = z.strictObject({
  layout: z.literal(LAYOUT, 'written by another version of feedrelay'),
  /** Id of the source that was exported. */
  source: z.string(),
  format: z.enum(['rss', 'rdf', 'atom', 'json', 'document']).exactOptional(),
  /** What it last said of itself. */
  head,
  /** The first poll has been completed. */
  begun: z.literal(true).exactOptional(),
  /** Days on which polls succeeded, and the last of them. */
  days: count,
  today: text,
  lastChange: instant.exactOptional(),
  lastNew: instant.exactOptional(),
  /** The last commit, and the number the next entry gets. */
  commit: count,
  nextEntry: count.min(1),
  /** The log of arrivals, in pages of fifty places. */
  pages: z.strictObject({ first: count.min(1), remembered: count.min(1), last: count.min(1), used: count }),
  /** What the source said of itself as archive pages were begun, from the page where it came to say so. */
  heads: z.array(z.strictObject({ page: count, head })).default([]),
  /** Numbers of the entries that came or changed last. */
  recent: z.array(count).default([]),
  /** Digests of keys no more that no exported entry bears. */
  distrusted: z.array(z.string()).default([]),
});

export type SourceFacts = z.output<typeof sourceFacts>;

export interface Surroundings {
  readonly heads: readonly { readonly page: number; readonly head: FeedHead }[];
  readonly distrusted: readonly string[];
}

export function writeFacts(source: string, state: SourceState, { heads, distrusted }: Surroundings): Readonly<Record<string, unknown>> {
  const { format, begun, days, today, lastChange, lastNew, commit, nextEntry, pages, recent } = state;
  return {
    layout: LAYOUT,
    source,
    ...present({ format }),
    head: writeHead(state.head),
    ...present({ begun }),
    days,
    ...present({
      today,
      lastChange: lastChange === undefined ? undefined : toInstant(lastChange),
      lastNew: lastNew === undefined ? undefined : toInstant(lastNew),
    }),
    commit,
    nextEntry,
    pages,
    ...(heads.length === 0 ? {} : { heads: heads.map((run) => ({ page: run.page, head: writeHead(run.head) })) }),
    ...(recent.length === 0 ? {} : { recent: recent.map(([, n]) => n) }),
    ...(distrusted.length === 0 ? {} : { distrusted }),
  };
}

function writeHead({ authors, ...said }: FeedHead): Readonly<Record<string, unknown>> {
  return authors.length === 0 ? said : { ...said, authors };
}

/** The source's state as it was, on top of what its polls know already. */
export function stateOf(facts: SourceFacts, before: SourceState): SourceState {
  const { head: said, days, commit, nextEntry, format, begun, today, lastChange, lastNew } = facts;
  return { ...before, ...present({ format, begun, today, lastChange, lastNew }), head: said, days, commit, nextEntry };
}

/** What the source said of itself when a page was begun. */
export function headOf(facts: SourceFacts, page: number): FeedHead | undefined {
  return facts.heads.findLast((run) => run.page <= page)?.head;
}
