import type { Failure, Millis, Source } from '../model.js';
import { LARGE, type Passage } from '../crew/index.js';
import { hostOf, type FetchOutcome } from '../fetch/index.js';
import type { SourceState } from '../ledger/rows.js';
import type { House } from './house.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * 60 * 1000;
/** A permanent redirect is believed once it has held for this many polls. */
export const MOVED_AFTER = 3;

/** What asking a source over HTTP gave. */
export type Answer = FetchOutcome & {
  /** The request carried no validators. */
  readonly askedFully: boolean;
  /** The address that was asked. */
  readonly asked: string;
};

/**
 * Asks a source once. Validators go along but for one poll a day, for some servers answer 304 for
 * ever; a redirect that has been permanent for three polls is asked at its target.
 *
 * @param passage entered by who has a large body; the caller leaves it
 */
export async function ask(source: Source, state: SourceState, house: House, now: Millis, passage: Passage): Promise<Answer> {
  const asked = state.moved !== undefined && state.moved.polls >= MOVED_AFTER ? state.moved.url : source.url;
  const age = now - (state.askedFully ?? -Infinity);
  const askedFully = age >= DAY || age < 0;
  const { body, redirects, timeout } = house.limits;
  const outcome = await house.fetcher.fetch({
    url: asked,
    headers: sameOrigin(asked, source.url) ? source.headers : {},
    ...(askedFully ? {} : { validators: state.validators }),
    limits: { body, redirects, timeout },
    trustedHosts: house.trustedHosts,
    large: { from: LARGE, admit: passage.enter },
  });
  house.outage.note(new URL(asked).host, outcome);
  const rest = restOf(outcome);
  if (rest > 0) await house.rest?.(hostOf(asked), now + rest);
  return { ...outcome, askedFully, asked };
}

/** How long a host wants to be left alone: what Retry-After says, to a day; a minute where 429 comes without it. */
function restOf(outcome: FetchOutcome): Millis {
  if (outcome.kind !== 'failed') return 0;
  return Math.min(outcome.retryAfter ?? (outcome.failure.http === 429 ? MINUTE : 0), DAY);
}

function sameOrigin(one: string, other: string): boolean {
  return new URL(one).origin === new URL(other).origin;
}

/** What a poll learned of permanent redirects. */
export function movedBy(answer: Answer, state: SourceState, source: Source): SourceState['moved'] {
  if (answer.kind !== 'fresh' && answer.kind !== 'notModified') return answer.asked === source.url ? state.moved : undefined;
  const target = answer.permanentUrl ?? (answer.asked === source.url ? undefined : answer.asked);
  if (target === undefined || target === source.url) return undefined;
  return { url: target, polls: state.moved?.url === target ? state.moved.polls + 1 : 1 };
}

/** A failure of our own making, told like a source's. */
export function failure(code: string, message: string): Failure {
  return { code, message };
}
