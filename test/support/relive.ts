import type { CleanPolicy, Item, Millis } from '../../src/model.js';
import { cleaningFingerprint } from '../../src/clean/index.js';
import type { DocumentDecision } from '../../src/identify/index.js';
import { newSource, type SourceState, type StoredEntry } from '../../src/ledger/rows.js';
import { WorkingLedger } from '../../src/ledger/working.js';
import { takeDocument } from '../../src/poll/index.js';
import { openStore, type Store } from '../../src/store/index.js';

export const generic: CleanPolicy = {
  profile: 'generic',
  images: { default: { kind: 'direct' }, hosts: [], https: [] },
  remove: [],
  timezone: '',
  nesting: 256,
};

/** What one document did. */
export interface Step {
  readonly fresh: number;
  readonly revised: number;
  readonly stale: number;
  readonly decision: DocumentDecision;
}

/** One source's life, document by document, in a store of its own in memory. */
export interface Life {
  readonly store: Store;
  /** Takes a document as a poll does, in one commit. */
  show(items: readonly Item[], at: Millis): Promise<Step>;
  /** The entries as they stand, by number. */
  entries(): Promise<readonly StoredEntry[]>;
  state(): SourceState;
  close(): Promise<void>;
}

/** @param shared a store for many lives, each under a source id of its own; its opener closes it */
export async function liveSource(source = 'life', places: readonly string[] = ['https://example.org/', 'https://example.org/feed'], shared?: Store): Promise<Life> {
  const store = shared ?? (await memoryStore());
  let state: SourceState = newSource('https://example.org/feed');
  return {
    store,
    state: () => state,
    async show(items, at) {
      const work = new WorkingLedger(store, source);
      const context = { source, format: 'rss', fingerprint: cleaningFingerprint(generic), now: at, commit: Math.max(at, state.commit + 1) } as const;
      const taken = await takeDocument({ items, places }, state, generic, context, work);
      state = { ...taken.state, stale: taken.stale };
      await store.commit(work.batch());
      return { fresh: taken.fresh, revised: taken.revised, stale: Object.keys(taken.stale).length, decision: taken.decision };
    },
    async entries() {
      const found: StoredEntry[] = [];
      for await (const [, entry] of store.iterate<StoredEntry>(`entry/${source}/`)) found.push(entry);
      return found;
    },
    close: async () => {
      if (shared === undefined) await store.close();
    },
  };
}

export async function memoryStore(): Promise<Store> {
  const opened = await openStore('memory:');
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

/** An item of which only what matters to a case is written. */
export function item(parts: Partial<Item>): Item {
  return { authors: [], categories: [], enclosures: [], ...parts };
}
