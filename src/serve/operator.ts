import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { send } from './answer.js';
import { countTries, partyOf, type Tries } from './bucket.js';
import { readForm } from './form.js';
import { tokenAgain } from './pages/operator-form.js';
import { words } from './pages/words.js';
import { refusal, type RefusalStatus } from './refusal.js';
import type { Route } from './route.js';

/** Compares in a time that tells nothing about where, or whether, the lengths or the texts differ. */
export function checkToken(given: string, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

/** The token of `Authorization: Bearer TOKEN` (RFC 6750 §2.1). */
export function bearer(header: string | undefined): string | undefined {
  return /^bearer +(\S+) *$/i.exec(header ?? '')?.[1];
}

/** What an operator's request asks for, once its token was right. */
export interface OperatorRequest {
  readonly form: URLSearchParams;
  /** Below the base path, percent-encoded. */
  readonly path: string;
}

export interface OperatorOptions {
  /** Wrong tries so far; give several routes the same, so that together they grant no more. */
  readonly tries?: Tries;
  /** Hears of each wrong token, and of whom it came from. */
  readonly wrong?: (party: string) => void;
}

/**
 * A POST route that acts only for who has the operator's token, as a Bearer or in the form's field `token`. `token` is
 * asked for at each request, for a saved configuration may change it; where there is none, nobody acts. Answers 401
 * without a token, 403 to a wrong one, 429 to a wrong one after five within a minute from its address, 413 and 415 to
 * bodies that are no small form; a browser gets a form with it, to try again with all else that it sent. The right one is never refused for what others guessed: behind a proxy all the world has
 * one address, and anybody could lock the operator out; what keeps a token from being guessed is its length. Since a browser never adds the token by itself, other sites cannot act in the operator's name.
 */
export function operatorRoute(
  path: string,
  token: () => string | undefined,
  handler: (asked: OperatorRequest, response: ServerResponse) => Promise<void> | void,
  { tries = countTries(), wrong }: OperatorOptions = {},
): Route {
  return {
    method: 'POST',
    prefix: path,
    handle: async (request, response, asked) => {
      const base = baseOf(request.url ?? '', path);
      const form = await readForm(request);
      if (typeof form === 'number') {
        send(refusal(request, form, base, ['Connection', 'close']), request.method, response);
        return true;
      }
      const given = bearer(request.headers.authorization) ?? form.get('token') ?? '';
      form.delete('token');
      const refuse = (status: RefusalStatus, headers: readonly string[] = []): true => {
        send(refusal(request, status, base, headers, (language) => tokenAgain(base, form, words[language])), request.method, response);
        return true;
      };
      if (given === '') return refuse(401, ['WWW-Authenticate', 'Bearer realm="feedrelay"']);
      const expected = token();
      if (expected === undefined || !checkToken(given, expected)) {
        const address = addressOf(request);
        if (expected !== undefined) wrong?.(partyOf(address));
        const wait = tries.wait(address, Date.now());
        if (wait > 0) return refuse(429, ['Retry-After', String(Math.ceil(wait / 1000))]);
        tries.spend(address, Date.now());
        return refuse(403);
      }
      await handler({ form, path: asked }, response);
      return true;
    },
  };
}

/** What stands before the route's own path in the address that was asked for. */
function baseOf(url: string, path: string): string {
  return url.slice(0, Math.max(0, url.replace(/\?.*/s, '').lastIndexOf(path)));
}

function addressOf(request: IncomingMessage): string {
  return request.socket.remoteAddress ?? '';
}
