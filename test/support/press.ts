import type { Configuration, Item, Millis } from '../../src/model.js';
import { cleaningFingerprint } from '../../src/clean/index.js';
import { parseConfiguration } from '../../src/config/index.js';
import { dropPages } from '../../src/ledger/pages.js';
import { newSource, rowNames, type SourceState } from '../../src/ledger/rows.js';
import { WorkingLedger } from '../../src/ledger/working.js';
import { policyOf, takeDocument } from '../../src/poll/index.js';
import { Library } from '../../src/library/index.js';
import { Press as Printing } from '../../src/publish/index.js';
import { openStore, type Store } from '../../src/store/index.js';

const limits = { body: 1e7, item: 1e6, items: 5000, nesting: 256, redirects: 5, timeout: 1000, picture: 1e6, pictureCache: 1e6 };

/** A store, a library over it, and sources that are shown documents. */
export interface Press {
  readonly store: Store;
  readonly library: Library;
  readonly archiveOf: Printing['archiveOf'];
  /** A commit changed what this source publishes. */
  changed(source: string): Promise<void>;
  configure(yaml: string): void;
  /** One poll's document of a source. */
  show(source: string, items: readonly Item[], at: Millis): Promise<{ fresh: number; revised: number }>;
  /** A document's text, or why there is none. */
  read(path: string): Promise<string>;
  json(path: string): Promise<JsonFeed>;
  modified(path: string): Promise<Millis>;
  close(): Promise<void>;
}

export interface JsonFeed {
  readonly title: string;
  readonly next_url?: string;
  readonly items: readonly { readonly id: string; readonly url?: string; readonly title?: string; readonly content_html: string; readonly date_published: string; readonly date_modified: string }[];
}

export function configurationOf(yaml: string): Configuration {
  const loaded = parseConfiguration(yaml, 'test.yaml', {}, '/');
  if (!loaded.ok) throw new Error(loaded.mistakes.map(({ message }) => message).join('; '));
  return loaded.configuration;
}

export async function startPress(yaml: string): Promise<Press> {
  const opened = await openStore('memory:');
  if (!opened.ok) throw new Error(opened.failure.message);
  const store = opened.value;
  let configuration = configurationOf(yaml);
  let now: Millis = 0;
  const printing = new Printing(configuration, { store, clock: () => now, policyOf: (source, format) => policyOf(source, format, { limits }), relay: () => undefined, maxAge: () => 60 });
  const library = new Library(configuration, printing);
  const changed = (source: string): Promise<void> => {
    printing.changed(source);
    return library.changed(source);
  };
  const find = async (path: string) => {
    const found = await library.find(path);
    if (found.kind !== 'found') throw new Error(found.kind);
    return found.representation;
  };
  return {
    store,
    library,
    changed,
    archiveOf: (id) => printing.archiveOf(id),
    configure(text) {
      configuration = configurationOf(text);
      printing.configure(configuration);
      library.configure(configuration);
    },
    async show(id, items, at) {
      now = at;
      const source = configuration.sources.find((candidate) => candidate.id === id);
      if (source === undefined) throw new Error(`no source ${id}`);
      const before = (await store.get<SourceState>(rowNames.source(id))) ?? newSource(source.url);
      const work = new WorkingLedger(store, id);
      const policy = policyOf(source, 'rss', { limits });
      const commit = before.begun === undefined ? 0 : Math.max(at, before.commit + 1);
      const taken = await takeDocument({ items, places: [] }, before, policy, { source: id, format: 'rss', fingerprint: cleaningFingerprint(policy), now: at, commit }, work);
      const state = await dropPages(id, { ...taken.state, stale: taken.stale, begun: true }, source.keep, work);
      work.write(rowNames.source(id), state);
      await store.commit(work.batch());
      if (taken.changed) await changed(id);
      return taken;
    },
    read: async (path) => Buffer.from((await find(path)).body).toString('utf8'),
    json: async (path) => JSON.parse(Buffer.from((await find(path)).body).toString('utf8')) as JsonFeed,
    modified: async (path) => (await find(path)).modified,
    close: () => store.close(),
  };
}
