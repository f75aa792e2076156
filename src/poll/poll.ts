import type { Failure, Millis, Source } from '../model.js';
import type { Passage } from '../crew/index.js';
import { digest } from '../digest.js';
import { rowNames, type SourceState } from '../ledger/rows.js';
import { fencedStore, StoreError } from '../store/index.js';
import { afterFailure, stateFor } from './aftermath.js';
import { commitState } from './commit.js';
import type { House } from './house.js';
import { PollError } from './poll-error.js';
import { failed, type Outcome, type PollReport } from './report.js';
import { ask, movedBy, MOVED_AFTER, type Answer } from './obtain.js';
import { unchanged } from './unchanged.js';

/**
 * The walk: fetch → parse → identify and clean → one commit. Every failure of a source, and of the
 * store, ends here as a report; nothing of the poll is kept unless all of it is. What reads,
 * identifies and cleans is loaded once something has changed: most polls bring nothing.
 *
 * @param now time of the poll, and so first sight of whatever is new
 * @param token where several processes poll: unlike any other poll's. Once a later one has begun, this one commits nothing.
 */
export async function poll(source: Source, house: House, now: Millis, token?: string): Promise<PollReport> {
  const started = performance.now();
  const outcome = await attempt(source, house, now, token);
  return { id: source.id, ...discreetly(outcome, house), ms: Math.round(performance.now() - started) };
}

function discreetly({ error, told, ...outcome }: Outcome, { discretion }: House): Outcome {
  return {
    ...outcome,
    ...(error === undefined ? {} : { error: discretion.told(error) }),
    ...(told === undefined ? {} : { told: told.map((sentence) => discretion.told(sentence)) }),
  };
}

async function attempt(source: Source, shared: House, now: Millis, token: string | undefined): Promise<Outcome> {
  const passage = shared.crew.passage();
  try {
    const house = token === undefined ? shared : { ...shared, store: await fencedStore(shared.store, rowNames.fence(source.id), token) };
    const state = stateFor(source, await house.store.get<SourceState>(rowNames.source(source.id)));
    if (source.url.startsWith('file:')) return await (await import('./archive.js')).pollArchive(source, state, house, now);
    return await pollAddress(source, state, house, now, passage);
  } catch (error) {
    if (error instanceof StoreError) return failed({ code: error.code, message: error.message });
    if (error instanceof PollError) return failed(error.failure);
    throw error;
  } finally {
    passage.leave();
  }
}

async function pollAddress(source: Source, before: SourceState, house: House, now: Millis, passage: Passage): Promise<Outcome> {
  const answer = await ask(source, before, house, now, passage);
  const state = answered(before, answer, source, now);
  const outcome = await follow(source, answer, state, house, now);
  const moving = movingSentence(before, state);
  return moving === undefined ? outcome : { ...outcome, told: [moving, ...(outcome.told ?? [])] };
}

async function follow(source: Source, answer: Answer, state: SourceState, house: House, now: Millis): Promise<Outcome> {
  switch (answer.kind) {
    case 'failed':
      // Not the source's doing: we stop, or have no use for it any more.
      if (answer.failure.code === 'aborted') return failed(answer.failure);
      await commitState(source, afterFailure(state, source, house, now, answer.failure, answer, answer.network), house);
      return failed(answer.failure);
    case 'gone': {
      const gone: Failure = { code: 'gone', message: `${source.url} says it is gone for good (410): take the source out, or give it another address.`, http: 410 };
      await commitState(source, { ...afterFailure(state, source, house, now, gone, {}, false), gone: true }, house);
      return failed(gone);
    }
    case 'notModified':
      return unchanged(source, { ...state, validators: { ...state.validators, ...answer.validators } }, house, now, answer, 304);
    case 'fresh': {
      const body = digest(answer.bytes);
      const read = { ...state, validators: answer.validators, body };
      if (body === state.body) return unchanged(source, read, house, now, answer, answer.status);
      const { readDocument, takeFeed } = await import('./change.js');
      const parsed = await readDocument(source, answer, house);
      if (parsed.ok) return takeFeed(source, parsed.value, read, answer.url, house, now, answer, answer.status);
      await commitState(source, afterFailure(state, source, house, now, parsed.failure, answer, false), house);
      return failed({ http: answer.status, ...parsed.failure });
    }
  }
}

/** A permanent redirect is told when it is first seen, and again once it is believed. */
function movingSentence(before: SourceState, { moved }: SourceState): string | undefined {
  if (moved === undefined || (moved.url === before.moved?.url && moved.polls === before.moved.polls)) return undefined;
  if (moved.polls === 1) return `it redirects for good to ${moved.url}, and is followed there.`;
  return moved.polls === MOVED_AFTER ? `it has moved for good to ${moved.url}; write that address in the configuration.` : undefined;
}

/** What every answer teaches: when it was asked without validators, and whether the source moves. */
function answered(before: SourceState, answer: Answer, source: Source, now: Millis): SourceState {
  const { moved: _, ...state } = before;
  const moved = movedBy(answer, before, source);
  const full = answer.askedFully && answer.kind === 'fresh' ? { askedFully: now } : {};
  return { ...state, ...full, ...(moved === undefined ? {} : { moved }) };
}
