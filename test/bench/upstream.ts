/** The sites of this world, in a process of their own, so that their cost is nobody's. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { feedOf } from './article.js';

/** What every feed shows from now on. */
export interface Showing {
  /** Number of the newest article: raised by one, one article is new. */
  readonly newest: number;
  readonly articles: number;
  readonly paragraphs: number;
  /** Another edition changes every article. */
  readonly edition: number;
  /** With an ETag, and 304 to who knows it. */
  readonly validators: boolean;
  /** Milliseconds that an answer takes; none unless said. */
  readonly delay?: number;
}

export interface Upstream {
  /** `/N` behind it is the feed of source N. */
  readonly origin: string;
  /** The same by another address, for feeds of several hosts: of {@link HOSTS}, the one whose turn it is. */
  readonly originOf: (n: number) => string;
  readonly show: (showing: Showing) => Promise<void>;
  readonly close: () => void;
}

/** Loopback addresses that all sites answer on. */
export const HOSTS = 8;

export async function startUpstream(showing: Showing): Promise<Upstream> {
  const child = fork(fileURLToPath(import.meta.url), ['upstream']);
  process.once('exit', () => child.kill());
  const answer = (): Promise<unknown> => new Promise((resolve) => child.once('message', resolve));
  const port = await answer();
  const show = async (next: Showing): Promise<void> => {
    const heard = answer();
    child.send(next);
    await heard;
  };
  await show(showing);
  const originOf = (n: number): string => `http://127.0.0.${1 + (n % HOSTS)}:${String(port)}`;
  return { origin: originOf(0), originOf, show, close: () => void child.kill() };
}

function serve(tell: (message: unknown) => void): void {
  let showing: Showing | undefined;
  const bodies = new Map<string, Buffer>();
  process.on('message', (next: Showing) => {
    showing = next;
    bodies.clear();
    tell('heard');
  });
  const answer = ({ url = '/', headers }: IncomingMessage, response: ServerResponse): ServerResponse => {
    if (showing === undefined) return response.writeHead(503).end();
    const { newest, articles, edition, validators } = showing;
    const etag = `"${newest}-${articles}-${edition}"`;
    if (validators && headers['if-none-match'] === etag) return response.writeHead(304, { etag }).end();
    const body = bodies.get(url) ?? Buffer.from(feedOf(Number(url.slice(1)), newest, articles, showing));
    if (bodies.size < 1000) bodies.set(url, body);
    return response.writeHead(200, { 'content-type': 'application/rss+xml', 'content-length': body.length, ...(validators ? { etag } : {}) }).end(body);
  };
  const servers = Array.from({ length: HOSTS }, () => createServer((request, response) => {
    if (showing?.delay === undefined) answer(request, response);
    else setTimeout(() => answer(request, response), showing.delay);
  }));
  listenTogether(servers).then(tell, (error: unknown) => { throw error; });
}

/** All on one port, each on an address of its own. */
async function listenTogether(servers: readonly Server[]): Promise<number> {
  let port = 0;
  for (const [n, server] of servers.entries()) {
    server.listen(port, `127.0.0.${1 + n}`);
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  }
  return port;
}

if (process.argv[2] === 'upstream') serve((message) => process.send?.(message));
