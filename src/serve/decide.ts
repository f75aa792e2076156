import type { Answer, Asked } from './answer.js';
import { isUnchanged } from './conditional.js';
import { preflight } from './policy.js';
import { chooseEncoding, chooseLanguage, remembered } from './quality.js';
import { refusal, text } from './refusal.js';
import type { Asker, Found, Language, Representation, Shelf } from './shelf.js';
import { decodePath, type Readings } from './target.js';
import { variantOf } from './variant.js';

export interface Offer {
  /** As addresses write it (percent-encoded), without a trailing slash; may be empty. */
  readonly basePath: string;
  readonly shelf: Shelf;
  /** Whether store and server are open. */
  readonly ready: () => boolean;
  /** Prometheus text. */
  readonly metrics?: () => Promise<string>;
}

const encodingOf = remembered(chooseEncoding);
const languageOf = remembered(chooseLanguage);

/** What to answer to a request for a path that no route took; `allowed` is for the Allow header. */
export function decide(offer: Offer, asked: Asked, paths: Readings, allowed: string): Answer | Promise<Answer> {
  if (asked.method === 'OPTIONS') return { status: 204, headers: ['Allow', allowed, ...preflight] };
  const reads = asked.method === 'GET' || asked.method === 'HEAD';
  if (!reads || !allowed.startsWith('GET')) return refusal(asked, 405, offer.basePath, ['Allow', allowed, 'Connection', 'close']);

  if (paths.includes('/healthz')) return text(200, 'ok\n');
  if (paths.includes('/readyz')) return offer.ready() ? text(200, 'ready\n') : refusal(asked, 503, offer.basePath);
  if (paths.includes('/metrics') && offer.metrics !== undefined) return exposition(offer.metrics);

  const asker = asked.headers['sec-fetch-dest'] === 'document' ? 'browser' : 'program';
  const found = find(offer.shelf, paths, languageOf(asked.headers['accept-language']), asker);
  // Not awaited where it is at hand, which is nearly always: a turn of the queue each would be felt at full load.
  return found instanceof Promise ? found.then((later) => answerFound(later, asked, offer.basePath)) : answerFound(found, asked, offer.basePath);
}

/** The first reading of the path, from the one at `at` on, that the shelf knows. */
function find(shelf: Shelf, paths: Readings, language: Language, asker: Asker, at = 0): Found | Promise<Found> {
  const path = paths[at] ?? paths[0];
  const orNext = (found: Found): Found | Promise<Found> =>
    found.kind === 'missing' && at + 1 < paths.length ? find(shelf, paths, language, asker, at + 1) : found;
  const found = shelf.find(decodePath(path) ?? path, language, asker);
  return found instanceof Promise ? found.then(orNext) : orNext(found);
}

function answerFound(found: Found, asked: Asked, basePath: string): Answer | Promise<Answer> {
  switch (found.kind) {
    case 'found':
      return answerRepresentation(found.representation, asked);
    case 'gone':
      return refusal(asked, 410, basePath);
    case 'missing':
      return refusal(asked, 404, basePath);
    case 'away':
      return refusal(asked, 503, basePath, ['Retry-After', '10']);
  }
}

function answerRepresentation(representation: Representation, { headers }: Asked): Answer | Promise<Answer> {
  const variant = variantOf(representation, encodingOf(headers['accept-encoding']));
  const unchanged = isUnchanged(
    { ifNoneMatch: headers['if-none-match'], ifModifiedSince: headers['if-modified-since'] },
    { etag: variant.etag, modified: representation.modified },
    Date.now(),
  );
  return unchanged ? variant.notModified : variant.full();
}

async function exposition(metrics: () => Promise<string>): Promise<Answer> {
  return text(200, await metrics(), ['Content-Type', 'text/plain; version=0.0.4; charset=utf-8']);
}
