import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readings } from './target.js';

/** Something beside the shelf that answers requests: the picture relay, an operator's action. */
export interface Route {
  /** A route for GET is asked for HEAD too. */
  readonly method: 'GET' | 'POST';
  /** Below the base path: with a slash at its end all below it (`/img/`), else this one path (`/poll`). */
  readonly prefix: string;
  /**
   * Answers and gives true, or leaves the response untouched and gives false. `url` is what was asked for, below the
   * base path and still percent-encoded (its origin means nothing).
   */
  handle(request: IncomingMessage, response: ServerResponse, url: URL): boolean | Promise<boolean>;
}

interface Fitting {
  readonly route: Route;
  /** The reading of the path that it fits. */
  readonly path: string;
}

/** The routes for a path, whatever the method, in their order. */
export function routesFor(routes: readonly Route[], paths: Readings): readonly Fitting[] {
  return routes.flatMap((route) => {
    const { prefix } = route;
    const path = paths.find((reading) => (prefix.endsWith('/') ? reading.startsWith(prefix) : reading === prefix));
    return path === undefined ? [] : [{ route, path }];
  });
}

/** Whether one of them answered; the first that does, wins. */
export async function tryRoutes(
  fitting: readonly Fitting[],
  request: IncomingMessage,
  response: ServerResponse,
  search: string,
): Promise<boolean> {
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  for (const { route, path } of fitting) {
    if (route.method !== method) continue;
    const url = new URL('http://relay.invalid');
    url.pathname = path;
    url.search = search;
    if (await route.handle(request, response, url)) return true;
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
