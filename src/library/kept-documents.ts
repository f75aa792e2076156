import { setTimeout as pause } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Millis } from '../model.js';
import { StoreError } from '../store/index.js';
import type { LastShown } from './last-shown.js';

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

/** Makes ready for sending what takes the place of something that was sent: compresses it likewise, for one. */
export type Prepare = (fresh: Publication, before: Publication) => Promise<void>;

export interface KeptOptions {
  readonly prepare?: Prepare;
  /** Outlives this process; absent where the store is on this machine. */
  readonly lastShown?: LastShown;
}

interface Kept {
  readonly revision: number;
  readonly publication: Publication;
  readonly make: () => Promise<Finding>;
  /** Somebody has asked for it since the change before. */
  asked: boolean;
}

interface Making {
  readonly since: Millis;
  readonly finding: Promise<Finding>;
}

/** Bytes of finished documents kept in memory; what is not asked for does not stay. */
const KEPT_BYTES = 24 * 1024 * 1024;
/** Milliseconds after a change in which readers have what was there before, while the new is made; then they wait for it. */
const OVERLAP: Millis = 2_000;
/** Of a document that this process has not made, but found: whatever can be made is newer. */
const OLDER = -1;

/** Finished documents, each made once a revision, however many ask for it meanwhile, and kept as one object. */
export class KeptDocuments {
  readonly #kept = new LRUCache<string, Kept>({ maxSize: KEPT_BYTES, sizeCalculation: ({ publication }) => publication.body.byteLength + 512 });
  readonly #making = new Map<string, Making>();
  readonly #prepare: Prepare;
  readonly #lastShown: LastShown | undefined;

  constructor({ prepare = () => Promise.resolve(), lastShown }: KeptOptions = {}) {
    this.#prepare = prepare;
    this.#lastShown = lastShown;
  }

  /** @param wanted the revision that is asked for; at once where it, or what it is about to replace, is at hand */
  keep(path: string, wanted: number, make: () => Promise<Finding>): Promise<Finding> | Finding {
    const kept = this.#kept.get(path);
    if (kept !== undefined) {
      kept.asked = true;
      if (kept.revision === wanted) return found(kept);
    }
    const running = this.#making.get(nameOf(path, wanted));
    if (running === undefined) return this.#start(path, wanted, make, true);
    return kept !== undefined && performance.now() - running.since < OVERLAP ? found(kept) : running.finding;
  }

  /**
   * Makes anew what readers ask for, before they ask again.
   *
   * @returns undefined where nobody does; resolves when it is there, or readers wait for it: a timer may be a millisecond early
   */
  renew(path: string, wanted: number): Promise<unknown> | undefined {
    const kept = this.#kept.peek(path);
    if (kept?.asked !== true) return undefined;
    return Promise.race([this.#start(path, wanted, kept.make, false).catch(() => undefined), pause(OVERLAP + 1, undefined, { ref: false })]);
  }

  #start(path: string, wanted: number, make: () => Promise<Finding>, asked: boolean): Promise<Finding> {
    const name = nameOf(path, wanted);
    const kept = this.#kept.peek(path);
    const finding = make()
      .then((made) => this.#settle(path, made, { revision: wanted, make, asked }))
      .catch(async (error: unknown): Promise<Finding> => {
        // While the store is away readers have what was last shown; it is looked at anew at the next request.
        const last = error instanceof StoreError ? (kept ?? (await this.#foundAgain(path, make))) : undefined;
        if (last === undefined) throw error;
        return found(last);
      })
      .finally(() => this.#making.delete(name));
    this.#making.set(name, { since: performance.now(), finding });
    return finding;
  }

  /** The same bytes keep their object, for compressed bodies hang on it. */
  async #settle(path: string, made: Finding, how: Pick<Kept, 'revision' | 'make' | 'asked'>): Promise<Finding> {
    if (made.kind !== 'found') {
      this.#kept.delete(path);
      if (made.kind === 'gone') this.#lastShown?.note(path, undefined);
      return made;
    }
    const before = this.#kept.peek(path)?.publication;
    const fresh = made.representation;
    const same = before?.etag === fresh.etag && before.modified === fresh.modified && before.maxAge === fresh.maxAge;
    if (before !== undefined && !same) await this.#prepare(fresh, before);
    const kept: Kept = { ...how, publication: same ? before : fresh };
    // Two changes in short order may be made side by side: the later one stays.
    if ((this.#kept.peek(path)?.revision ?? 0) <= how.revision) {
      this.#kept.set(path, kept);
      if (!same) this.#lastShown?.note(path, fresh);
    }
    return found(kept);
  }

  async #foundAgain(path: string, make: Kept['make']): Promise<Kept | undefined> {
    const publication = await this.#lastShown?.find(path);
    if (publication === undefined) return undefined;
    const kept: Kept = { revision: OLDER, publication, make, asked: true };
    this.#kept.set(path, kept);
    return kept;
  }
}

function found({ publication }: Kept): Finding {
  return { kind: 'found', representation: publication };
}

function nameOf(path: string, revision: number): string {
  return `${path} ${revision}`;
}
