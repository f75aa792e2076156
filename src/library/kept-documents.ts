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
  /** When somebody last did, of this document or the one in whose place it stands. */
  askedAt: Millis;
}

/** A document that is being made, or waits for that. */
interface Making {
  /** What it will be of, at least. */
  revision: number;
  /** When the first change that it takes up was heard of. */
  readonly since: Millis;
  readonly finding: Promise<Finding>;
}

interface Line {
  readonly running: Making;
  /** It is there, and what comes next rests. */
  done: boolean;
  /** Of all changes that came while that runs: one, however many. */
  next?: Making;
}

/** Bytes of finished documents kept in memory; what is not asked for does not stay. */
const KEPT_BYTES = 24 * 1024 * 1024;
/** Milliseconds after a change in which readers have what was there before, while the new is made; then they wait for it. */
const OVERLAP: Millis = 2_000;
/**
 * An archive page is read once (RFC 5005 §4). Who had it as it was before its last entries, and the next page as it is now,
 * would never see those; and nobody is about to ask again, so that a change need not make it anew: a walk through a long
 * archive would have each of its pages made at every change.
 */
const ARCHIVE = /\/archive\//;
/** What changes without end rests between two makings as long as the last one took, but no longer than this. */
const LONGEST_REST: Millis = 500;
/** Who has asked within this time is about to ask again, though several changes come meanwhile. */
const LINGER: Millis = 10_000;
/** Of a document that this process has not made, but found: whatever can be made is newer. */
const OLDER = -1;

/**
 * Finished documents, each made once a revision, however many ask for it meanwhile, and kept as one object. What changes
 * while it is being made is made once more when that is done, not once for each change: a merged feed of a hundred sources
 * that are polled together changes a hundred times in some seconds.
 */
export class KeptDocuments {
  readonly #kept = new LRUCache<string, Kept>({ maxSize: KEPT_BYTES, sizeCalculation: ({ publication }) => publication.body.byteLength + 512 });
  readonly #lines = new Map<string, Line>();
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
      kept.askedAt = performance.now();
      if (kept.revision === wanted) return found(kept);
    }
    const line = this.#lines.get(path);
    const making = this.#stand(path, wanted, make, true);
    // From the first change on that the kept one lacks.
    const since = line?.done === false ? line.running.since : making.since;
    const mayBeOlder = !ARCHIVE.test(path) && performance.now() - since < OVERLAP;
    return kept !== undefined && line !== undefined && mayBeOlder ? found(kept) : making.finding;
  }

  /**
   * Makes anew what readers ask for, before they ask again.
   *
   * @returns undefined where nobody does; resolves when it is there, or readers wait for it: a timer may be a millisecond early
   */
  renew(path: string, wanted: number): Promise<unknown> | undefined {
    const kept = this.#kept.peek(path);
    const awaited = kept !== undefined && !ARCHIVE.test(path) && (kept.asked || performance.now() - kept.askedAt <= LINGER);
    if (!awaited) return undefined;
    return Promise.race([this.#stand(path, wanted, kept.make, false).finding.catch(() => undefined), pause(OVERLAP + 1, undefined, { ref: false })]);
  }

  /** The making that will give this revision, or a later one: the one under way, the one after it, or one that begins now. */
  #stand(path: string, wanted: number, make: () => Promise<Finding>, asked: boolean): Making {
    const line = this.#lines.get(path);
    if (line === undefined) return this.#begin(path, { revision: wanted, since: performance.now() }, make, asked);
    if (line.running.revision >= wanted) return line.running;
    if (line.next === undefined) {
      const since = performance.now();
      line.next = { revision: wanted, since, finding: this.#after(path, line, make, asked) };
    } else line.next.revision = Math.max(line.next.revision, wanted);
    return line.next;
  }

  async #after(path: string, line: Line, make: () => Promise<Finding>, asked: boolean): Promise<Finding> {
    const began = performance.now();
    await line.running.finding.catch(() => undefined);
    await pause(Math.min(performance.now() - began, LONGEST_REST), undefined, { ref: false });
    const { revision = 0, since = began } = line.next ?? {};
    return this.#begin(path, { revision, since }, make, asked).finding;
  }

  #begin(path: string, { revision, since }: Pick<Making, 'revision' | 'since'>, make: () => Promise<Finding>, asked: boolean): Making {
    const finding = this.#make(path, revision, make, asked).finally(() => {
      line.done = true;
      // Who waits for its turn takes the line over.
      if (line.next === undefined) this.#lines.delete(path);
    });
    const running: Making = { revision, since, finding };
    const line: Line = { running, done: false };
    this.#lines.set(path, line);
    return running;
  }

  async #make(path: string, revision: number, make: () => Promise<Finding>, asked: boolean): Promise<Finding> {
    const kept = this.#kept.peek(path);
    try {
      return await this.#settle(path, await make(), { revision, make, asked });
    } catch (error) {
      // While the store is away readers have what was last shown; it is looked at anew at the next request.
      const last = error instanceof StoreError ? (kept ?? (await this.#foundAgain(path, make))) : undefined;
      if (last === undefined) throw error;
      return found(last);
    }
  }

  /** The same bytes keep their object, for compressed bodies hang on it. */
  async #settle(path: string, made: Finding, how: Pick<Kept, 'revision' | 'make' | 'asked'>): Promise<Finding> {
    if (made.kind !== 'found') {
      this.#kept.delete(path);
      if (made.kind === 'gone') this.#lastShown?.note(path, undefined);
      return made;
    }
    const { publication: before, askedAt = -Infinity } = this.#kept.peek(path) ?? {};
    const fresh = made.representation;
    const same = before?.etag === fresh.etag && before.modified === fresh.modified && before.maxAge === fresh.maxAge;
    if (before !== undefined && !same) await this.#prepare(fresh, before);
    const kept: Kept = { ...how, publication: same ? before : fresh, askedAt: how.asked ? performance.now() : askedAt };
    this.#kept.set(path, kept);
    if (!same) this.#lastShown?.note(path, fresh);
    return found(kept);
  }

  async #foundAgain(path: string, make: Kept['make']): Promise<Kept | undefined> {
    const publication = await this.#lastShown?.find(path);
    if (publication === undefined) return undefined;
    const kept: Kept = { revision: OLDER, publication, make, asked: true, askedAt: performance.now() };
    this.#kept.set(path, kept);
    return kept;
  }
}

function found({ publication }: Kept): Finding {
  return { kind: 'found', representation: publication };
}
