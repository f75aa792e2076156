import type { Source } from '../../model.js';
import { arrive, type Remembered } from '../../identify/index.js';
import { rowNames, type StoredEntry } from '../../ledger/rows.js';
import type { Store } from '../../store/index.js';

export interface KeptEntry {
  readonly source: Source;
  readonly stored: StoredEntry;
  readonly remembered?: Remembered;
}

/** The kept entries of these sources that have this link or guid, or bear this published id. */
export async function lookUp(what: string, sources: readonly Source[], store: Store): Promise<readonly KeptEntry[]> {
  const numbers = /^urn:uuid:/i.test(what) ? await byId(what.toLowerCase(), sources, store) : await byKey(what, sources, store);
  const [stored, remembered] = await Promise.all([
    store.getMany<StoredEntry>(numbers.map(({ source, n }) => rowNames.entry(source.id, n))),
    store.getMany<Remembered>(numbers.map(({ source, n }) => rowNames.ledger(source.id, n))),
  ]);
  return numbers.flatMap(({ source }, place): KeptEntry[] => {
    const entry = stored[place];
    const memory = remembered[place];
    return entry === undefined ? [] : [{ source, stored: entry, ...(memory === undefined ? {} : { remembered: memory }) }];
  });
}

interface Numbered {
  readonly source: Source;
  readonly n: number;
}

/** As an item's link and as its guid, by the same rules by which items are known again. */
async function byKey(what: string, sources: readonly Source[], store: Store): Promise<readonly Numbered[]> {
  const nothing = { authors: [], categories: [], enclosures: [] };
  const keys = [arrive({ ...nothing, link: what }, 0, new Set()).link, arrive({ ...nothing, guid: what }, 0, new Set()).guid].filter((key) => key !== undefined);
  const asked = sources.flatMap((source) => keys.map((key) => ({ source, name: rowNames.key(source.id, key) })));
  const found = await store.getMany<number>(asked.map(({ name }) => name));
  const numbered = asked.flatMap(({ source }, place): Numbered[] => {
    const n = found[place];
    return n === undefined || n === 0 ? [] : [{ source, n }];
  });
  return numbered.filter(({ source, n }, place) => numbered.findIndex((other) => other.source.id === source.id && other.n === n) === place);
}

/** An id names no row: the entries are gone through, which is bearable for who asks seldom. */
async function byId(id: string, sources: readonly Source[], store: Store): Promise<readonly Numbered[]> {
  for (const source of sources) {
    for await (const [, entry] of store.iterate<StoredEntry>(`entry/${source.id}/`)) {
      if (entry.id === id) return [{ source, n: entry.n }];
    }
  }
  return [];
}
