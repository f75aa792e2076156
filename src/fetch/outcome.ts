import type { Millis } from '../model.js';
import { maxAgeOf, retryAfterOf, validatorsOf } from './caching.js';
import { decompressed } from './decompress.js';
import { explain } from './explain.js';
import { httpStatus, placeOf, truncated } from './failures.js';
import type { Arrival } from './follow.js';
import { growingBody } from './growing-body.js';
import { FetchError, type FetchOutcome, type FetchRequest } from './request.js';

/** Whether a status brings the whole of what was asked for: 206 brings a part. */
export function isWhole(status: number): boolean {
  return status >= 200 && status < 300 && status !== 206;
}

/**
 * What an answer means for its source; reads the body where there is one to keep.
 * @throws FetchError where the body cannot be read to its end
 */
export async function outcomeOf(arrival: Arrival, request: FetchRequest, now: Millis): Promise<FetchOutcome> {
  const { visit, url, permanently, permanentUrl } = arrival;
  const { status, headers } = visit;
  const maxAge = maxAgeOf(headers);
  const retryAfter = retryAfterOf(headers, now);
  const waits = {
    ...(permanentUrl === undefined ? {} : { permanentUrl }),
    ...(maxAge === undefined ? {} : { maxAge }),
  };
  const later = retryAfter === undefined ? {} : { retryAfter };

  if (isWhole(status)) {
    const contentType = headers['content-type'];
    return {
      kind: 'fresh',
      status,
      url: url.href,
      bytes: await collected(arrival, request),
      validators: validatorsOf(headers),
      ...(contentType === undefined ? {} : { contentType }),
      ...waits,
      ...later,
    };
  }
  await visit.discard();
  if (status === 304 && isConditional(request)) {
    // A 304 repeats the validators or leaves them out (RFC 9110 §15.4.5): what it does not name still holds.
    return { kind: 'notModified', validators: { ...request.validators, ...validatorsOf(headers) }, ...waits };
  }
  if (status === 410 && permanently) return { kind: 'gone' };
  return { kind: 'failed', failure: httpStatus(placeOf(url), status), network: false, ...later };
}

/** The body, decompressed and bounded. Its errors are FetchErrors. */
export async function* bodyOf({ visit, url }: Arrival, limit: number): AsyncGenerator<Uint8Array> {
  try {
    yield* decompressed(visit.body, visit.headers['content-encoding'], limit, placeOf(url));
  } catch (error) {
    const failure = explain(error, placeOf(url));
    throw new FetchError(failure.code === 'reset' ? truncated(placeOf(url)) : failure);
  }
}

function isConditional({ validators }: FetchRequest): boolean {
  return validators?.etag !== undefined || validators?.lastModified !== undefined;
}

async function collected(arrival: Arrival, { limits, large }: FetchRequest): Promise<Uint8Array> {
  const body = growingBody(limits.body);
  let admitted = large === undefined;
  for await (const part of bodyOf(arrival, limits.body)) {
    body.add(part);
    if (admitted || large === undefined || body.size() < large.from) continue;
    await arrival.visit.standStill(large.admit());
    admitted = true;
  }
  return body.whole();
}
