import * as z from 'zod';
import type { Remembered } from '../identify/index.js';
import { rowNames, type PageRow, type SourceState } from '../ledger/rows.js';
import type { Store } from '../store/index.js';
import { present } from './differing.js';
import { instant, toInstant } from './instant.js';
import { keyLists, keys, writeKeys, type KeyLists, type Leads } from './key-list.js';

/** Files of entries that are kept no longer and remembered: their names, and how many pages one holds. */
export const MEMORY_FILE = /^_remembered-(\d+)\.yaml$/;
export const PAGES_IN_A_FILE = 10;

const count = z.int().min(0);
const digest = z.string();

const remembered = z.strictObject({
  n: count.min(1),
  id: z.string().min(1),
  ...keyLists,
  keys,
  marks: z.array(digest),
  title: digest,
  date: instant.exactOptional(),
  day: z.literal(true).exactOptional(),
  stamp: instant.exactOptional(),
  raw: digest,
  whole: digest,
  stable: digest,
  content: digest,
  fingerprint: digest,
  versions: z.array(digest).default([]),
  version: count.min(1).default(1),
  firstSeen: instant,
  published: instant,
  updated: instant,
  seen: count,
});

/** A page that is kept no longer: when it went, in the source's days, and what it held; a number for an entry told elsewhere. */
export const memory = z.array(z.strictObject({ page: count.min(1), day: count, entries: z.array(z.union([count, remembered])) }));

export type RememberedPage = z.output<typeof memory>[number];

export function memoryFile(number: number): string {
  return `_remembered-${String(number).padStart(4, '0')}.yaml`;
}

/** The pages that are remembered, as they are written, a file's worth at a time. */
export async function* rememberedPages(source: string, { pages }: SourceState, store: Store): AsyncGenerator<readonly unknown[]> {
  const told = new Set<number>();
  let file: unknown[] = [];
  for (let page = pages.remembered; page < pages.first; page += 1) {
    const dropped = (await store.get<PageRow>(rowNames.page(source, page)))?.dropped;
    if (dropped === undefined) continue;
    const rows = await store.getMany<Remembered>(dropped.entries.map((n) => rowNames.ledger(source, n)));
    const borne = [...new Set(rows.flatMap((entry) => entry?.keys ?? []))];
    const numbers = await store.getMany<number>(borne.map((key) => rowNames.key(source, key)));
    const leads = new Map(borne.map((key, place) => [key, numbers[place]]));
    const entries = dropped.entries.map((n, place) => {
      const entry = rows[place];
      if (entry?.dropped === undefined || told.has(n)) return n;
      told.add(n);
      return writeRemembered(entry, (key) => leads.get(key));
    });
    file.push({ page, day: dropped.day, entries });
    if (file.length < PAGES_IN_A_FILE) continue;
    yield file;
    file = [];
  }
  if (file.length > 0) yield file;
}

function writeRemembered({ dropped, ...entry }: Remembered, leads: Leads): Readonly<Record<string, unknown>> {
  const { n, id, date, stamp, firstSeen, published, updated, version, versions, ...digests } = entry;
  return {
    n,
    id,
    ...digests,
    ...writeKeys(n, entry.keys, [], leads),
    ...present({ date: date === undefined ? undefined : toInstant(date), stamp: stamp === undefined ? undefined : toInstant(stamp) }),
    ...(versions.length === 0 ? {} : { versions }),
    ...(version === 1 ? {} : { version }),
    firstSeen: toInstant(firstSeen),
    published: toInstant(published),
    updated: toInstant(updated),
  };
}

/** The entry's memory as it was, and where its keys lead. */
export function readRemembered({ distrusted, astray, ...entry }: Extract<RememberedPage['entries'][number], object>): { entry: Remembered; lists: KeyLists } {
  return { entry: { ...entry, dropped: true }, lists: present({ distrusted, astray }) };
}
