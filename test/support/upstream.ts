import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** What one path of the upstream does; it may mistreat the socket (`request.socket`) as it likes. */
export type Route = (request: IncomingMessage, response: ServerResponse) => void;

export interface SeenRequest {
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A real server on loopback, standing for the sites of this world. */
export interface Upstream {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly origin: string;
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  /** All requests in the order they came. */
  readonly requests: readonly SeenRequest[];
  /** Connections that are open now. */
  readonly connections: () => number;
  /** The most requests that were under way at one moment. */
  readonly busiest: () => number;
  /** Adds or replaces a route. */
  route(path: string, route: Route): void;
  /** How often a path was asked for, its query aside. */
  count(path: string): number;
  /** Breaks every connection and stops. */
  close(): Promise<void>;
}

export interface UpstreamOptions {
  /** Serves https with this certificate. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Loopback address to listen on; 127.0.0.1 unless said. */
  readonly address?: string;
}

/** Starts an upstream on a free port. A route is found by its path; `'*'` answers whatever has none, else 404. */
export async function startUpstream(routes: Readonly<Record<string, Route>> = {}, options: UpstreamOptions = {}): Promise<Upstream> {
  const table = new Map(Object.entries(routes));
  const requests: SeenRequest[] = [];
  const sockets = new Set<NodeJS.Socket>();
  let underWay = 0;
  let busiest = 0;

  const listener: RequestListener = (request, response) => {
    const path = request.url ?? '/';
    requests.push({ path, headers: request.headers });
    busiest = Math.max(busiest, ++underWay);
    response.once('close', () => underWay--);
    const route = table.get(pathOf(path)) ?? table.get('*') ?? answer({ status: 404 });
    route(request, response);
  };
  const server = options.tls === undefined ? createServer(listener) : createTlsServer(options.tls, listener);
  server.on('connection', (socket: NodeJS.Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, options.address ?? '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const host = `${options.address ?? '127.0.0.1'}:${port}`;

  return {
    origin: `${options.tls === undefined ? 'http' : 'https'}://${host}`,
    host,
    requests,
    connections: () => sockets.size,
    busiest: () => busiest,
    route: (path, route) => void table.set(path, route),
    count: (path) => requests.filter((request) => pathOf(request.path) === path).length,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Always the same honest answer. */
export function answer({ status = 200, headers = {}, body = '' }: Answer = {}): Route {
  return (_request, response) => {
    response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers }).end(body);
  };
}

/** Each of these in turn, the last one for good. */
export function inTurn(...routes: readonly [Route, ...Route[]]): Route {
  let asked = 0;
  return (request, response) => {
    const route = routes[Math.min(asked++, routes.length - 1)] ?? routes[0];
    route(request, response);
  };
}

export function redirect(to: string, status = 302): Route {
  return answer({ status, headers: { location: to } });
}

function pathOf(address: string): string {
  return address.replace(/[?#].*$/s, '');
}
