import type { Store } from '../store/index.js';
import { mendMemory } from './mend-memory.js';
import { mendState } from './mend-state.js';
import { rowNames, type SourceState, type StoredEntry } from './rows.js';
import { WorkingLedger } from './working.js';

/** What mending came to. */
export interface Mended {
  /** Articles whose text is lost: forgotten, so that the next poll finds them anew, under the same id. */
  readonly forgotten: number;
  /** Articles whose memory, or whose place in the archive, was lost and is laid down anew. */
  readonly restored: number;
}

/** What mending looks at of an entry. */
export type EntryFacts = Pick<StoredEntry, 'n' | 'version' | 'commit' | 'published' | 'format'>;

/**
 * Brings a store of which rows are lost back to agreement with itself. A key that leads nowhere, an entry that no key
 * leads to, a source that has forgotten how far it counted would each lose an article at the next poll, or show it
 * twice. Every source is read in full at its next poll. Mending twice is mending once.
 */
export async function mendStore(store: Store): Promise<Mended> {
  const total = { forgotten: 0, restored: 0 };
  for (const source of await sourcesIn(store)) {
    const { forgotten, restored } = await mendSource(source, store);
    total.forgotten += forgotten;
    total.restored += restored;
  }
  // A merged feed makes its log anew of what its sources' pages hold.
  const logs = [...(await namesOf('log/', store)), ...(await namesOf('logpage/', store))];
  for (const name of logs) await store.commit({ set: [], delete: [name] });
  return total;
}

async function mendSource(source: string, store: Store): Promise<Mended> {
  const work = new WorkingLedger(store, source);
  const entries = new Map<number, EntryFacts>();
  for await (const [, { n, version, commit, published, format }] of store.iterate<StoredEntry>(`entry/${source}/`)) {
    entries.set(n, { n, version, commit, published, format });
  }
  const stored = await store.get<SourceState>(rowNames.source(source));
  const memory = await mendMemory(source, entries, stored, store, work);
  const placed = await mendState(source, entries, memory, stored, store, work);
  for (const name of await namesOf(`pending/${source}/`, store)) work.remove(name);
  await store.commit(work.batch());
  return { forgotten: memory.forgotten, restored: new Set([...memory.remade, ...placed]).size };
}

async function sourcesIn(store: Store): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const kind of ['source/', 'ledger/', 'entry/', 'page/']) {
    for (const name of await namesOf(kind, store)) found.add(name.split('/')[1] ?? '');
  }
  return found;
}

async function namesOf(prefix: string, store: Store): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const [name] of store.iterate<unknown>(prefix)) names.push(name);
  return names;
}
