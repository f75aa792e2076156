import type { Item, Millis, ParsedFeed, Result, Source } from '../../model.js';
import { cleaningFingerprint } from '../../clean/index.js';
import { LARGE } from '../../crew/index.js';
import type { Decision } from '../../identify/index.js';
import { newSource, rowNames, type SourceState } from '../../ledger/rows.js';
import { WorkingLedger } from '../../ledger/working.js';
import { policyOf, readDocument, takeDocument, type House } from '../../poll/index.js';

export interface Rehearsed {
  readonly feed: ParsedFeed;
  readonly decisions: readonly Decision[];
  /** The cleaning has changed since the last poll. */
  readonly outdated: boolean;
}

/** What a poll of this source would do now: it is fetched, read and decided like in a poll, and nothing is committed. */
export async function rehearse(source: Source, house: House, now: Millis): Promise<Result<Rehearsed>> {
  const fetched = await fetchFeed(source, house);
  if (!fetched.ok) return fetched;
  const { feed, url } = fetched.value;
  const state = (await house.store.get<SourceState>(rowNames.source(source.id))) ?? newSource(source.url);
  const policy = policyOf(source, feed.format, house);
  const fingerprint = cleaningFingerprint(policy);
  const delivery = { items: feed.items, places: [source.url, url, house.discretion.open(url), feed.head.link, feed.head.self] };
  const context = { source: source.id, format: feed.format, fingerprint, now, commit: state.commit + 1 };
  const ledger = new WorkingLedger(house.store, source.id);
  const { decision } = await takeDocument(delivery, state, policy, context, ledger, { crew: house.crew, place: source.url });
  return { ok: true, value: { feed, decisions: decision.decisions, outdated: state.fingerprint !== undefined && state.fingerprint !== fingerprint } };
}

/** The feed at the source's address, read; the validators stay at home, for the whole is wanted. */
export async function fetchFeed(source: Source, house: House): Promise<Result<{ readonly feed: ParsedFeed; readonly url: string }>> {
  const { body, redirects, timeout } = house.limits;
  const passage = house.crew.passage();
  try {
    const answer = await house.fetcher.fetch({
      url: source.url, headers: source.headers, limits: { body, redirects, timeout }, trustedHosts: house.trustedHosts, large: { from: LARGE, admit: passage.enter },
    });
    if (answer.kind === 'failed') return { ok: false, failure: answer.failure };
    if (answer.kind !== 'fresh') return { ok: false, failure: { code: 'gone', message: `${source.url} says it is gone for good (410).` } };
    const parsed = await readDocument(source, answer, house);
    return parsed.ok ? { ok: true, value: { feed: parsed.value, url: answer.url } } : parsed;
  } finally {
    passage.leave();
  }
}

/** In the order of the document. */
export function decisionOf(item: Item, decisions: readonly Decision[]): Decision | undefined {
  return decisions.find(({ match }) => match.article.arrivals.some((arrival) => arrival.item === item));
}
