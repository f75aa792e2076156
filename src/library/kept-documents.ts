import { LRUCache } from 'lru-cache';
import type { Millis } from '../model.js';
import { StoreError } from '../store/index.js';

/** A document ready to be sent. */
export interface Publication {
  readonly body: Uint8Array;
  readonly contentType: string;
  /** Of the body, opaque. */
  readonly etag: string;
  readonly modified: Millis;
  /** Seconds. */
  readonly maxAge: number;
}

export type Finding = { readonly kind: 'found'; readonly representation: Publication } | { readonly kind: 'gone' } | { readonly kind: 'missing' };

interface Kept {
  readonly revision: number;
  readonly publication: Publication;
}

/** Bytes of finished documents kept in memory; what is not asked for does not stay. */
const KEPT_BYTES = 48 * 1024 * 1024;

/** Finished documents, each made once a revision, however many ask for it meanwhile, and kept as one object. */
export class KeptDocuments {
  readonly #kept = new LRUCache<string, Kept>({ maxSize: KEPT_BYTES, sizeCalculation: ({ publication }) => publication.body.byteLength + 512 });
  readonly #making = new Map<string, Promise<Finding>>();

  /** @param wanted the revision that is asked for; at once where it is at hand */
  keep(path: string, wanted: number, make: () => Promise<Finding>): Promise<Finding> | Finding {
    const kept = this.#kept.get(path);
    if (kept?.revision === wanted) return { kind: 'found', representation: kept.publication };
    const name = `${path} ${wanted}`;
    const running = this.#making.get(name);
    if (running !== undefined) return running;
    const making = make()
      .then((finding) => this.#settle(path, wanted, kept, finding))
      .catch((error: unknown): Finding => {
        // While the store is away readers have what was last shown; it is looked at anew at the next request.
        if (error instanceof StoreError && kept !== undefined) return { kind: 'found', representation: kept.publication };
        throw error;
      })
      .finally(() => this.#making.delete(name));
    this.#making.set(name, making);
    return making;
  }

  /** The same bytes keep their object, for compressed bodies hang on it. */
  #settle(path: string, revision: number, before: Kept | undefined, finding: Finding): Finding {
    if (finding.kind !== 'found') return finding;
    const fresh = finding.representation;
    const same = before?.publication.etag === fresh.etag && before.publication.modified === fresh.modified && before.publication.maxAge === fresh.maxAge;
    const publication = same ? before.publication : fresh;
    this.#kept.set(path, { revision, publication });
    return { kind: 'found', representation: publication };
  }
}
