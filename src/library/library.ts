import type { Configuration } from '../model.js';
import { pageName, readDocumentPath } from './document-path.js';
import { KeptDocuments, type Finding, type KeptOptions } from './kept-documents.js';

/** Who makes a document of what the store keeps now: at a feed's path the feed, with a language the page for people. */
export interface DocumentMaker {
  make(path: string, language?: 'en' | 'zh'): Promise<Finding>;
}

interface Row {
  readonly sources: ReadonlySet<string>;
  /** Names of its documents that were asked for. */
  readonly documents: Set<string>;
  revision: number;
}

/**
 * The finished documents: each is made when first asked for after a change, and then kept as one object. Where they are
 * made does not matter, so long as it has heard of a change before this library has.
 */
export class Library {
  readonly #maker: DocumentMaker;
  readonly #documents: KeptDocuments;
  #rows: ReadonlyMap<string, Row> = new Map();
  #revision = 0;

  constructor(configuration: Configuration, maker: DocumentMaker, kept?: KeptOptions) {
    this.#maker = maker;
    this.#documents = new KeptDocuments(kept);
    this.configure(configuration);
  }

  /** Takes up another configuration: everything is looked at anew, and what comes out the same stays the same. */
  configure(configuration: Configuration): void {
    const revision = (this.#revision += 1);
    const { sources, feeds } = configuration;
    const outlets = [...sources.map(({ id }) => ({ id, sources: [id] })), ...feeds];
    this.#rows = new Map(outlets.map((outlet) => [outlet.id, { sources: new Set(outlet.sources), documents: new Set(), revision }]));
  }

  /**
   * A commit changed what this source publishes; undefined: commits may have gone by unheard. What readers ask for is
   * made anew at once, and until it is there, or two seconds have passed, they have what was there before.
   *
   * @returns resolves when nobody is shown anything older
   */
  async changed(source: string | undefined): Promise<void> {
    const revision = (this.#revision += 1);
    const renewed: Promise<unknown>[] = [];
    for (const row of this.#rows.values()) {
      if (source !== undefined && !row.sources.has(source)) continue;
      row.revision = revision;
      for (const name of row.documents) {
        const renewing = this.#documents.renew(name, revision);
        if (renewing === undefined) row.documents.delete(name);
        else renewed.push(renewing);
      }
    }
    await Promise.all(renewed);
  }

  /** The feed or archive page at `/feeds/ID.FORMAT` or `/feeds/ID/archive/N.FORMAT`, or the list of feeds. */
  find(path: string): Promise<Finding> | Finding {
    if (path === '/feeds.opml') return this.#documents.keep(path, this.#revision, () => this.#maker.make(path));
    const { id = '', format } = readDocumentPath(path) ?? {};
    const row = this.#rows.get(id);
    if (row === undefined || format === undefined) return { kind: 'missing' };
    return this.#keep(row, path, () => this.#maker.make(path));
  }

  /** The same for people: the page at `/feeds/ID` or `/feeds/ID/archive/N`, whatever format may stand behind it. */
  page(path: string, language: 'en' | 'zh'): Promise<Finding> | Finding {
    const { id = '', stem = '' } = readDocumentPath(path) ?? {};
    const row = this.#rows.get(id);
    if (row === undefined) return { kind: 'missing' };
    return this.#keep(row, pageName(stem, language), () => this.#maker.make(path, language));
  }

  #keep(row: Row, name: string, make: () => Promise<Finding>): Promise<Finding> | Finding {
    const finding = this.#documents.keep(name, row.revision, make);
    if (finding instanceof Promise) {
      return finding.then((later) => {
        if (later.kind === 'found') row.documents.add(name);
        return later;
      });
    }
    return finding;
  }
}
