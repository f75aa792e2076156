import type { CleanPolicy, Entry, FeedFormat, Millis, Source } from '../model.js';
import { addressKey, type Remembered } from '../identify/index.js';
import { rowNames, type StoredEntry } from '../ledger/rows.js';
import type { Store } from '../store/index.js';
import type { SourceCandidate } from './candidates.js';
import { ROUND } from './choose.js';
import { toEntry } from './entry.js';
import { isFiltered, type Outlet } from './outlet.js';

/** Entries looked at together. */
const BATCH = 64;

export type PolicyOf = (source: Source, format: FeedFormat) => CleanPolicy;

/** With what is stored of it. */
export interface StoredCandidate {
  readonly candidate: SourceCandidate;
  readonly stored: StoredEntry;
}

/** What of it is needed once the filters have let it pass. */
interface Passing {
  readonly candidate: SourceCandidate;
  readonly entry: Entry;
  readonly firstSeen: Millis;
}

export interface Visible extends SourceCandidate {
  readonly entry: Entry;
}

/**
 * What of an outlet's candidates a reader sees: the filters hold, and no source seen earlier has the
 * same link. What was hidden once stays hidden without another look, as long as the configuration
 * stays.
 */
export class Visibility {
  readonly #store: Store;
  readonly #outlet: Outlet;
  readonly #policyOf: PolicyOf;
  readonly #hidden = new Set<string>();
  /** Nothing of what is kept is hidden: neither filters nor other sources' links can be in the way. */
  readonly showsAll: boolean;
  /** Full archive pages of which the filters hide everything: for as long as the configuration stays. */
  readonly emptyPages = new Set<number>();
  readonly #unclaimed = new Set<string>();

  constructor(store: Store, outlet: Outlet, policyOf: PolicyOf) {
    this.#store = store;
    this.#outlet = outlet;
    this.#policyOf = policyOf;
    this.showsAll = !outlet.merged && !outlet.sources.some(isFiltered);
  }

  /** Whether the filters are known to hide all of these. */
  hides(places: readonly { readonly source: string; readonly n: number; readonly commit: number }[]): boolean {
    return places.every((place) => this.#hidden.has(nameOf({ ...place, source: { id: place.source } })));
  }

  async *stream(candidates: AsyncIterable<SourceCandidate>, now: Millis): AsyncGenerator<Visible> {
    let batch: SourceCandidate[] = [];
    for await (const candidate of candidates) {
      if (this.#hidden.has(nameOf(candidate))) continue;
      batch.push(candidate);
      if (batch.length < BATCH) continue;
      yield* await this.look(batch, now);
      batch = [];
    }
    if (batch.length > 0) yield* await this.look(batch, now);
  }

  async look(batch: readonly SourceCandidate[], now: Millis): Promise<readonly Visible[]> {
    const rows = this.#store.each<StoredEntry>(batch.map(({ source, n }) => rowNames.entry(source.id, n)));
    return this.filter(paired(batch, rows), now);
  }

  /** The entries of these rows that are shown. */
  async filter(rows: AsyncIterable<StoredCandidate>, now: Millis): Promise<readonly Visible[]> {
    const passing: Passing[] = [];
    for await (const { candidate, stored } of rows) {
      const entry = toEntry(candidate.source.id, stored, this.#policyOf(candidate.source, stored.format));
      if (this.#passes(candidate.source, entry)) passing.push({ candidate, entry, firstSeen: stored.firstSeen });
      else this.#hidden.add(nameOf(candidate));
    }
    const claimed = await this.#claimedByOthers(passing);
    return passing.flatMap(({ candidate, entry, firstSeen }) => {
      const name = nameOf(candidate);
      if (claimed.has(name)) return [];
      // Until a round of polls is certainly over, a later commit of it may still claim the link.
      if (now - firstSeen > ROUND) this.#unclaimed.add(name);
      return [{ ...candidate, entry }];
    });
  }

  #passes(source: Source, entry: Entry): boolean {
    return (this.#outlet.sourceShows.get(source.id)?.(entry) ?? true) && this.#outlet.shows(entry);
  }

  /** Those whose link another source of this outlet showed first; the list's order decides within one round. */
  async #claimedByOthers(rows: readonly Passing[]): Promise<ReadonlySet<string>> {
    const claimed = new Set<string>();
    if (!this.#outlet.merged || this.#outlet.sources.length < 2) return claimed;
    const linked = rows.flatMap(({ candidate, entry: { link }, firstSeen }) => {
      const name = nameOf(candidate);
      if (this.#unclaimed.has(name) || link === undefined) return [];
      return [{ name, candidate, firstSeen, key: `link:${addressKey(link) ?? link}` as const }];
    });
    const own = await this.#store.getMany<number>(linked.map(({ candidate, key }) => rowNames.key(candidate.source.id, key)));
    const asked = linked.flatMap((question, place) => {
      // What is a key no more in its own source names none of its articles: a show's page that all its episodes link to.
      if (own[place] === 0) return [];
      return this.#outlet.sources.filter(({ id }) => id !== question.candidate.source.id).map((other) => ({ ...question, other }));
    });
    const numbers = await this.#store.getMany<number>(asked.map(({ other, key }) => rowNames.key(other.id, key)));
    const found = asked.flatMap((question, place) => {
      const n = numbers[place];
      return n === undefined || n === 0 ? [] : [{ ...question, n }];
    });
    const entries = await this.#store.getMany<Remembered>(found.map(({ other, n }) => rowNames.ledger(other.id, n)));
    const earlier = found.flatMap((question, place) => {
      const entry = entries[place];
      const { other, candidate, firstSeen } = question;
      return entry !== undefined && this.#isBefore(other, entry, candidate.source, firstSeen) ? [{ ...question, isKept: entry.dropped === undefined }] : [];
    });
    // Readers had it from there, as far as can be told: it does not come again for being kept no longer.
    for (const { name, other, isKept } of earlier) if (!isKept && !this.#outlet.asks && !isFiltered(other)) claimed.add(name);
    const kept = earlier.filter(({ isKept }) => isKept);
    const shown = this.#store.each<StoredEntry>(kept.map(({ other, n }) => rowNames.entry(other.id, n)));
    for await (const { candidate: { name, other }, stored } of paired(kept, shown)) {
      if (this.#passes(other, toEntry(other.id, stored, this.#policyOf(other, stored.format)))) claimed.add(name);
    }
    return claimed;
  }

  #isBefore(other: Source, entry: Remembered, source: Source, firstSeen: Millis): boolean {
    if (entry.firstSeen !== firstSeen) return entry.firstSeen < firstSeen;
    const place = (wanted: Source): number => this.#outlet.sources.findIndex(({ id }) => id === wanted.id);
    return place(other) < place(source);
  }
}

/** Each with its row, those without one left out; a row is let go of before the next is read. */
async function* paired<T>(candidates: readonly T[], rows: AsyncIterable<StoredEntry | undefined>): AsyncGenerator<{ readonly candidate: T; readonly stored: StoredEntry }> {
  let place = 0;
  for await (const stored of rows) {
    const candidate = candidates[place++];
    if (candidate !== undefined && stored !== undefined) yield { candidate, stored };
  }
}

/** A revision has another commit, and so another name. */
function nameOf({ source, n, commit }: Pick<SourceCandidate, 'n' | 'commit'> & { readonly source: { readonly id: string } }): string {
  return `${source.id}/${n}/${commit}`;
}
