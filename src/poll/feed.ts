import type { Millis, ParsedFeed, Source } from '../model.js';
import { cleaningFingerprint } from '../clean/index.js';
import type { SourceState } from '../ledger/rows.js';
import { WorkingLedger } from '../ledger/working.js';
import { spanOf, type Wishes } from './aftermath.js';
import { finish, forgetPending, nextCommit } from './commit.js';
import type { House } from './house.js';
import { policyOf } from './reading.js';
import { recleanSource } from './reclean.js';
import type { Outcome } from './report.js';
import { takeDocument, type Taken } from './take.js';
import { worthTelling } from './worth-telling.js';

const NO_ITEMS = 'it shows no items any more, where it had some; what came of them is kept.';

/** What a document that has changed brings: identified, cleaned, committed. */
export async function takeFeed(source: Source, feed: ParsedFeed, before: SourceState, url: string, house: House, now: Millis, wishes: Wishes, http: number | undefined): Promise<Outcome> {
  const policy = policyOf(source, feed.format, house);
  const state = await recleanSource(source.id, before, policy, house.store);
  const work = new WorkingLedger(house.store, source.id);
  const delivery = { items: feed.items, places: [source.url, url, house.discretion.open(url), feed.head.link, feed.head.self] };
  const context = {
    source: source.id,
    format: feed.format,
    fingerprint: cleaningFingerprint(policy),
    now,
    commit: nextCommit(state, now),
  };
  const taken = await takeDocument(delivery, { ...state, head: feed.head }, policy, context, work, { crew: house.crew, place: source.url });
  const span = spanOf(feed);
  const { span: _, gap, asks, ...kept } = taken.state;
  const next: SourceState = {
    ...forgetPending(source.id, kept, taken.stale, work),
    format: feed.format,
    items: feed.items.length,
    notes: feed.items.length === 0 && taken.state.entries > 0 ? [...feed.notes, NO_ITEMS] : feed.notes,
    fingerprint: context.fingerprint,
    begun: true,
    ...(span === undefined ? {} : { span }),
    ...gapOf(state, taken, now),
    ...asksOf(feed),
  };
  const after = await finish(source, next, house, now, wishes, taken, work);
  return {
    ...worthTelling(before, after),
    status: taken.changed ? 'changed' : 'unchanged',
    ...(http === undefined ? {} : { http }),
    new: taken.fresh,
    revised: taken.revised,
    duplicate: feed.items.length - taken.fresh - taken.revised,
  };
}

function asksOf({ ttl, skipHours, skipDays }: ParsedFeed): Pick<SourceState, 'asks'> {
  if (ttl === undefined && skipHours === undefined && skipDays === undefined) return {};
  return {
    asks: {
      ...(ttl === undefined ? {} : { ttl }),
      ...(skipHours === undefined ? {} : { skipHours }),
      ...(skipDays === undefined ? {} : { skipDays }),
    },
  };
}

/** A document of which nothing is known, where there is a history: articles have probably slid out unseen. */
function gapOf(state: SourceState, taken: Taken, now: Millis): Pick<SourceState, 'gap'> {
  const { decisions } = taken.decision;
  const nothingKnown = decisions.length > 0 && decisions.every(({ kind }) => kind === 'new');
  // Of another address nothing is known, however often it is polled.
  if (nothingKnown && state.begun !== undefined && state.items !== undefined && state.entries > 0) return { gap: { at: now } };
  return state.gap === undefined ? {} : { gap: state.gap };
}
