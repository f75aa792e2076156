import type { IncomingMessage, ServerResponse } from 'node:http';
import { send, type Answer } from './answer.js';
import { decide, type Offer } from './decide.js';
import { refusal } from './refusal.js';
import { allowedMethods, readOnly, routesFor, tryRoutes, type Fitting, type Route } from './route.js';
import { belowBase, readTarget, type Readings, type Target } from './target.js';

/** A request's target, and who could answer it. */
export type Destination =
  | Exclude<Target, { readonly kind: 'path' }>
  | { readonly kind: 'path'; readonly paths: Readings; readonly search: string; readonly fitting: readonly Fitting[] };

export interface Dispatching extends Offer {
  /** Of a request's target as it was sent. */
  readonly destination: (target: string) => Destination;
  /** Hears of bugs; the client gets a 500. */
  readonly report: (error: unknown) => void;
}

/** Reads a request's target, and finds the routes for it. */
export function destinationOf(target: string, basePath: string, routes: readonly Route[]): Destination {
  const read = readTarget(target);
  if (read.kind !== 'path') return read;
  const paths = belowBase(read.path, basePath);
  return { kind: 'path', paths, search: read.search, fitting: routesFor(routes, paths) };
}

/** Answers one request, whatever happens. */
export function dispatch(dispatching: Dispatching, request: IncomingMessage, response: ServerResponse): void {
  const fail = (error: unknown): void => {
    // A client that goes away in the middle of its own request is nobody's bug, and gets no answer.
    if (request.destroyed && !request.complete) return;
    dispatching.report(error);
    if (response.headersSent) response.destroy();
    else send(refusal(request, 500, dispatching.basePath), request.method, response);
  };
  try {
    const answer = answerTo(dispatching, request, response);
    if (answer instanceof Promise) answer.then((later) => sendIfAny(later, request, response)).catch(fail);
    else sendIfAny(answer, request, response);
  } catch (error) {
    fail(error);
  }
}

/** `undefined` where a route has answered by itself. */
function sendIfAny(answer: Answer | undefined, request: IncomingMessage, response: ServerResponse): void {
  if (answer === undefined) return;
  // A body that nobody is going to read may be endless: the connection goes, rather than being read to its end.
  if (hasBody(request)) response.shouldKeepAlive = false;
  send(answer, request.method, response);
}

function answerTo(
  dispatching: Dispatching,
  request: IncomingMessage,
  response: ServerResponse,
): Answer | undefined | Promise<Answer | undefined> {
  const destination = dispatching.destination(request.url ?? '');
  switch (destination.kind) {
    case 'malformed':
      return refusal(request, 400, dispatching.basePath);
    case 'tooLong':
      return refusal(request, 414, dispatching.basePath);
    case 'server':
      return request.method === 'OPTIONS' ? { status: 204, headers: ['Allow', readOnly] } : refusal(request, 400, dispatching.basePath);
    case 'path': {
      const { paths, search, fitting } = destination;
      if (fitting.length === 0) return decide(dispatching, request, paths, readOnly);
      const otherwise = (answered: boolean): ReturnType<typeof decide> | undefined =>
        answered ? undefined : decide(dispatching, request, paths, allowedMethods(fitting));
      const answered = tryRoutes(fitting, request, response, search);
      return answered instanceof Promise ? answered.then(otherwise) : otherwise(answered);
    }
  }
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}
