import { appearanceOf, arrive, markList, marksOf, places, type Remembered } from '../identify/index.js';
import type { Store } from '../store/index.js';
import { MARK_WIDTH, type WorkingLedger } from './working.js';
import type { EntryFacts } from './mend.js';
import { rowNames, type SourceState, type StoredEntry } from './rows.js';

/** What is remembered after mending. */
export interface Memory {
  /** The highest number that was ever given, as far as memory tells. */
  readonly highest: number;
  /** The source's days as far as what it saw tells. */
  readonly days: number;
  readonly forgotten: number;
  /** Entries that are remembered anew. */
  readonly remade: readonly number[];
}

/** Remembers every entry that is there and none that is not, and makes keys and marks lead to just these. */
export async function mendMemory(source: string, entries: ReadonlyMap<number, EntryFacts>, state: SourceState | undefined, store: Store, work: WorkingLedger): Promise<Memory> {
  const remembered = new Map<number, Remembered>();
  let forgotten = 0;
  let highest = 0;
  let days = state?.days ?? 0;
  for await (const [name, entry] of store.iterate<Remembered>(`ledger/${source}/`)) {
    highest = Math.max(highest, entry.n);
    days = Math.max(days, entry.seen);
    if (entries.has(entry.n) || entry.dropped !== undefined) remembered.set(entry.n, entry);
    else {
      work.remove(name);
      forgotten += 1;
    }
  }
  const own = places(state?.url, state?.head.link, state?.head.self);
  const remade = [...entries.keys()].filter((n) => !remembered.has(n));
  for (const n of remade) {
    const stored = await store.get<StoredEntry>(rowNames.entry(source, n));
    if (stored === undefined) continue;
    const entry = rememberedOf(stored, own, days);
    remembered.set(n, entry);
    work.write(rowNames.ledger(source, n), entry);
  }
  await mendKeys(source, remembered, store, work);
  await mendMarks(source, remembered, store, work);
  return { highest, days, forgotten, remade };
}

/** Of an entry's row alone: its older versions and former keys are not to be had. */
function rememberedOf(stored: StoredEntry, own: ReadonlySet<string>, days: number): Remembered {
  const { n, id, item, cleaned, fingerprint, version, firstSeen, published, updated } = stored;
  const arrival = { ...arrive(item, 0, own), cleaned, appearance: appearanceOf(cleaned) };
  const { guid, link, alias, date, day, stamp, title, raw, appearance } = arrival;
  return {
    n,
    id,
    keys: [guid, link, alias].filter((key) => key !== undefined),
    marks: markList(marksOf(arrival)),
    ...(date === undefined ? {} : { date }),
    ...(day ? { day: true as const } : {}),
    ...(stamp === undefined ? {} : { stamp }),
    title,
    raw,
    ...appearance,
    fingerprint,
    versions: [],
    version,
    firstSeen,
    published,
    updated,
    seen: days,
  };
}

/** What two entries claim and no row decides is a key no more. */
async function mendKeys(source: string, remembered: ReadonlyMap<number, Remembered>, store: Store, work: WorkingLedger): Promise<void> {
  const claims = new Map<string, number>();
  for (const { n, keys } of remembered.values()) {
    for (const name of new Set(keys.map((key) => rowNames.key(source, key)))) claims.set(name, claims.has(name) ? 0 : n);
  }
  for await (const [name, n] of store.iterate<number>(`key/${source}/`)) {
    if (n === 0 || remembered.has(n)) claims.delete(name);
    else if (!claims.has(name)) work.remove(name);
  }
  for (const [name, n] of claims) work.write(name, n);
}

async function mendMarks(source: string, remembered: ReadonlyMap<number, Remembered>, store: Store, work: WorkingLedger): Promise<void> {
  const bearers = new Map<string, number[]>();
  for (const { n, marks } of remembered.values()) {
    for (const mark of marks) {
      const name = rowNames.mark(source, mark);
      bearers.set(name, [...(bearers.get(name) ?? []), n].sort((one, other) => one - other).slice(-MARK_WIDTH));
    }
  }
  for await (const [name, numbers] of store.iterate<readonly number[]>(`mark/${source}/`)) {
    const found = bearers.get(name);
    if (found === undefined) work.remove(name);
    else if (String(found) === String(numbers)) bearers.delete(name);
  }
  for (const [name, numbers] of bearers) work.write(name, numbers);
}
