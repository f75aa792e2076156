import type { CleanPolicy, Entry, FeedFormat, Millis, Source } from '../model.js';
import { rowNames, type StoredEntry } from '../ledger/rows.js';
import type { Store } from '../store/index.js';
import { nameOf, paired, type SourceCandidate, type StoredCandidate } from './candidates.js';
import { ROUND } from './choose.js';
import { toEntry } from './entry.js';
import { isFiltered, type Outlet } from './outlet.js';
import { shownElsewhere, type Passing } from './twins.js';

/** Entries looked at together. */
const BATCH = 64;

export type PolicyOf = (source: Source, format: FeedFormat) => CleanPolicy;

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
    const unsettled = passing.filter(({ candidate }) => !this.#unclaimed.has(nameOf(candidate)));
    const shows = (source: Source, stored: StoredEntry): boolean => this.#passes(source, toEntry(source.id, stored, this.#policyOf(source, stored.format)));
    const claimed = await shownElsewhere(unsettled, this.#outlet, this.#store, shows);
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
}
