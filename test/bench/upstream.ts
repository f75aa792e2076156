/** The sites of this world, in a process of their own, so that their cost is nobody's. */
import { fork } from 'node:child_process';
import { createServer } from 'node:http';
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
}

export interface Upstream {
  /** `/N` behind it is the feed of source N. */
  readonly origin: string;
  readonly show: (showing: Showing) => Promise<void>;
  readonly close: () => void;
}

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
  return { origin: `http://127.0.0.1:${String(port)}`, show, close: () => void child.kill() };
}

function serve(tell: (message: unknown) => void): void {
  let showing: Showing | undefined;
  const bodies = new Map<string, Buffer>();
  process.on('message', (next: Showing) => {
    showing = next;
    bodies.clear();
    tell('heard');
  });
  const server = createServer(({ url = '/', headers }, response) => {
    if (showing === undefined) return response.writeHead(503).end();
    const { newest, articles, edition, validators } = showing;
    const etag = `"${newest}-${articles}-${edition}"`;
    if (validators && headers['if-none-match'] === etag) return response.writeHead(304, { etag }).end();
    const body = bodies.get(url) ?? Buffer.from(feedOf(Number(url.slice(1)), newest, articles, showing));
    if (bodies.size < 1000) bodies.set(url, body);
    return response.writeHead(200, { 'content-type': 'application/rss+xml', 'content-length': body.length, ...(validators ? { etag } : {}) }).end(body);
  });
  server.listen(0, '127.0.0.1', () => tell((server.address() as AddressInfo).port));
}

if (process.argv[2] === 'upstream') serve((message) => process.send?.(message));
