import type { Source } from '../model.js';
import { rowNames, type PageRow, type SourceState, type StoredEntry } from '../ledger/rows.js';
import type { Remembered } from '../identify/index.js';
import type { Store } from '../store/index.js';
import type { Candidate } from './choose.js';

export interface SourceCandidate extends Candidate {
  readonly source: Source;
}

/** A source's entries, most recent by arrival first: those its state names, then, should that not do, page by page. */
export async function* candidatesOf(source: Source, state: SourceState, store: Store): AsyncGenerator<SourceCandidate> {
  for (const [commit, n, published] of state.recent) yield { commit, n, published, source };
  if (state.entries <= state.recent.length) return;
  const shown = new Set(state.recent.map(([, n]) => n));
  for (let page = state.pages.last; page >= state.pages.first; page -= 1) {
    const refs = (await store.get<PageRow>(rowNames.page(source.id, page)))?.refs ?? [];
    const entries = await store.getMany<Remembered>(refs.map(([n]) => rowNames.ledger(source.id, n)));
    for (const [place, [n, version, commit, published]] of [...refs.entries()].toReversed()) {
      const entry = entries[place];
      if (entry === undefined || entry.version !== version || entry.dropped !== undefined || shown.has(n)) continue;
      shown.add(n);
      yield { commit, n, published, source };
    }
  }
}

/** Several sources' candidates as one stream in the same order; the list's order decides between equals. */
export async function* mergeCandidates(streams: readonly AsyncGenerator<SourceCandidate>[]): AsyncGenerator<SourceCandidate> {
  const heads = await Promise.all(streams.map(async (stream) => ({ stream, next: await stream.next() })));
  for (;;) {
    let first: (typeof heads)[number] | undefined;
    for (const head of heads) {
      if (head.next.done === true) continue;
      if (first === undefined || first.next.done === true || moreRecent(head.next.value, first.next.value)) first = head;
    }
    if (first === undefined || first.next.done === true) return;
    yield first.next.value;
    first.next = await first.stream.next();
  }
}

function moreRecent(one: Candidate, other: Candidate): boolean {
  return one.commit !== other.commit ? one.commit > other.commit : one.published > other.published;
}

/** With what is stored of it. */
export interface StoredCandidate {
  readonly candidate: SourceCandidate;
  readonly stored: StoredEntry;
}

/** Each with its row, those without one left out; a row is let go of before the next is read. */
export async function* paired<T>(candidates: readonly T[], rows: AsyncIterable<StoredEntry | undefined>): AsyncGenerator<{ readonly candidate: T; readonly stored: StoredEntry }> {
  let place = 0;
  for await (const stored of rows) {
    const candidate = candidates[place++];
    if (candidate !== undefined && stored !== undefined) yield { candidate, stored };
  }
}

/** A revision has another commit, and so another name. */
export function nameOf({ source, n, commit }: Pick<SourceCandidate, 'n' | 'commit'> & { readonly source: { readonly id: string } }): string {
  return `${source.id}/${n}/${commit}`;
}
