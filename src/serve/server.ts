import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { learnt } from '../learnt.js';
import type { Millis, Result } from '../model.js';
import { destinationOf, dispatch, type Dispatching } from './dispatch.js';
import { closeServer, listenFailure, urlOf } from './listen.js';
import type { Route } from './route.js';
import type { Shelf } from './shelf.js';

export interface ServerOptions {
  /** Port 0 takes any free one. */
  readonly listen: { readonly host: string; readonly port: number };
  /** The path of baseUrl; requests may come with it or without. */
  readonly basePath: string;
  readonly shelf: Shelf;
  /** Readiness: store and server open, whatever the sources do. */
  readonly ready: () => boolean;
  /** Prometheus text for `/metrics`; without it that is 404. */
  readonly metrics?: () => Promise<string>;
  /** The picture relay, an operator's actions. The first that answers wins, before the shelf. */
  readonly routes?: readonly Route[];
  /** Hears of bugs in what the server calls; the client gets a 500. Else they become process warnings. */
  readonly report?: (error: unknown) => void;
  readonly patience?: Partial<Patience>;
}

/** How long a connection may take, milliseconds. */
export interface Patience {
  /** Until a request's headers are complete … */
  readonly headers: Millis;
  /** … and its body. */
  readonly request: Millis;
  /** Between requests; longer than the minute after which common proxies let go, so that it is they who do. */
  readonly idle: Millis;
  /** Without a byte taken, while an answer is under way. */
  readonly stalled: Millis;
}

const patience: Patience = { headers: 10_000, request: 30_000, idle: 65_000, stalled: 60_000 };

/** Open connections; what a small machine's memory bears, and far above what readers behind a proxy need. */
const maxConnections = 2_000;

export interface RunningServer {
  /** `http://HOST:PORT`, with the port it really got. */
  readonly url: string;
  /** Answers every request from now on as these say; where it listens stays as it is. */
  become(options: ServerOptions): void;
  /**
   * Takes no more connections, closes idle ones at once, lets answers under way finish for `grace` milliseconds,
   * then cuts them off.
   */
  close(grace: Millis): Promise<void>;
}

/** Opens the server; where it cannot listen, a sentence says why (`address-in-use`, `address-refused`, `address-unknown`). */
export function startServer(options: ServerOptions): Promise<Result<RunningServer>> {
  let dispatching = dispatchingOf(options);
  const bounds = { ...patience, ...options.patience };
  const server = createServer({
    headersTimeout: bounds.headers,
    requestTimeout: bounds.request,
    keepAliveTimeout: bounds.idle,
    connectionsCheckingInterval: Math.ceil(Math.min(bounds.headers, bounds.request) / 4),
    maxHeaderSize: 16_384,
  });
  server.maxConnections = maxConnections;
  server.timeout = bounds.stalled;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  let closing = false;
  server.on('request', (request, response) => {
    if (closing) response.shouldKeepAlive = false;
    dispatch(dispatching, request, response);
  });

  const { port } = options.listen;
  const host = options.listen.host.replace(/^\[(.*)\]$/, '$1');
  return new Promise((resolve) => {
    const refused = (error: NodeJS.ErrnoException): void => resolve({ ok: false, failure: listenFailure(error, host, port) });
    server.once('error', refused);
    server.listen({ host, port }, () => {
      server.off('error', refused).on('error', (error) => dispatching.report(error));
      const close = (grace: Millis): Promise<void> => {
        closing = true;
        return closeServer(server, sockets, grace);
      };
      resolve({ ok: true, value: { url: urlOf(server), become: (next) => void (dispatching = dispatchingOf(next)), close } });
    });
  });
}

function dispatchingOf(options: ServerOptions): Dispatching {
  const basePath = options.basePath.replace(/\/+$/, '');
  const routes = options.routes ?? [];
  return {
    ...options,
    basePath,
    destination: learnt((target) => destinationOf(target, basePath, routes)),
    report: options.report ?? ((error) => process.emitWarning(error instanceof Error ? error : String(error))),
  };
}
