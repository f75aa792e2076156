import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readings } from './target.js';

/** Something beside the shelf that answers requests: the picture relay, an operator's action. */
export interface Route {
  /** A route for GET is asked for HEAD too. */
  readonly method: 'GET' | 'POST';
  /** Below the base path: with a slash at its end all below it (`/img/`), else this one path (`/poll`). */
  readonly prefix: string;
  /**
   * Answers and gives true, or leaves the response untouched and gives false. `path` is what was asked for, below the
   * base path and still percent-encoded; `search` begins with `?` or is empty.
   */
  handle(request: IncomingMessage, response: ServerResponse, path: string, search: string): boolean | Promise<boolean>;
}

export interface Fitting {
  readonly route: Route;
  /** The reading of the path that it fits. */
  readonly path: string;
}

/** The routes for a path, whatever the method, in their order. */
export function routesFor(routes: readonly Route[], paths: Readings): readonly Fitting[] {
  const fitting: Fitting[] = [];
  for (const route of routes) {
    const { prefix } = route;
    const path = paths.find((reading) => (prefix.endsWith('/') ? reading.startsWith(prefix) : reading === prefix));
    if (path !== undefined) fitting.push({ route, path });
  }
  return fitting;
}

/** Whether one of them answered; the first that does, wins. */
export function tryRoutes(
  fitting: readonly Fitting[],
  request: IncomingMessage,
  response: ServerResponse,
  search: string,
): boolean | Promise<boolean> {
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  for (const [place, { route, path }] of fitting.entries()) {
    if (route.method !== method) continue;
    const answered = route.handle(request, response, path, search);
    if (answered instanceof Promise) return answered.then((did) => did || tryRoutes(fitting.slice(place + 1), request, response, search));
    if (answered) return true;
  }
  return false;
}

/** For the Allow header: what every address takes that no route has. */
export const readOnly = 'GET, HEAD, OPTIONS';

/** For the Allow header of an address that routes have; one that only acts cannot be read. */
export function allowedMethods(fitting: readonly Fitting[]): string {
  const acts = fitting.some(({ route }) => route.method === 'POST');
  const reads = fitting.some(({ route }) => route.method === 'GET');
  return [...(reads ? ['GET', 'HEAD'] : []), ...(acts ? ['POST'] : []), 'OPTIONS'].join(', ');
}
