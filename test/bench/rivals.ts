/** Who else could send the same bytes: nginx from files, and the least that node:http can do. */
import { fork, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as listen, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export interface Answer {
  /** As it goes over the wire, compressed. */
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Rival {
  readonly url: string;
  readonly etag: string;
  readonly close: () => void;
}

/** How nginx may be set up. */
export const NGINX = {
  /** `http` of Debian's `nginx.conf`, which logs each request. */
  packaged: (place: string) => `access_log ${place}/access.log; sendfile on; tcp_nopush on; types_hash_max_size 2048; gzip on;`,
  /** No log, and no look at the disk. */
  bare: () => 'access_log off; sendfile on; tcp_nopush on; open_file_cache max=10;',
} as const;

/** Serves the answer from files, as compressed before. */
export async function startNginx(place: string, { body }: Answer, setup: keyof typeof NGINX): Promise<Rival> {
  const port = await freePort();
  await mkdir(join(place, 'feeds'), { recursive: true });
  await writeFile(join(place, 'feeds/s0.atom'), 'not asked for');
  await writeFile(join(place, 'feeds/s0.atom.gz'), body);
  const conf = join(place, `${setup}.conf`);
  await writeFile(conf, `
    daemon off; user root; worker_processes 1; pid ${place}/${setup}.pid; error_log stderr crit;
    events { worker_connections 768; }
    http {
      ${NGINX[setup](place)} gzip_static on; gzip_vary on; keepalive_requests 100000000; types { application/atom+xml atom; }
      server { listen 127.0.0.1:${port}; root ${place}; location / { add_header Cache-Control "public, max-age=900"; } }
    }`);
  const child = spawn('taskset', ['-c', '0', 'nginx', '-c', conf, '-p', place], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` } });
  const url = `http://127.0.0.1:${port}/feeds/s0.atom`;
  return { url, etag: await etagOf(url), close: () => void child.kill() };
}

export async function startBareNode(answer: Answer): Promise<Rival> {
  const child = fork(fileURLToPath(import.meta.url), ['bare'], { serialization: 'advanced' });
  const port = new Promise((resolve) => child.once('message', resolve));
  child.send(answer);
  const url = `http://127.0.0.1:${String(await port)}/feeds/s0.atom`;
  await new Promise((resolve) => spawn('taskset', ['-a', '-p', '-c', '0', String(child.pid)], { stdio: 'ignore' }).once('exit', resolve));
  return { url, etag: await etagOf(url), close: () => void child.kill() };
}

function serveBare({ body, headers }: Answer, tell: (port: number) => void): void {
  const { etag } = headers;
  const bytes = Buffer.from(body);
  const { 'content-encoding': _encoding, 'content-length': _length, 'content-type': _type, ...kept } = headers;
  const server = createServer((asked, response) => {
    if (asked.headers['if-none-match'] === etag) return response.writeHead(304, kept).end();
    return response.writeHead(200, { ...headers }).end(bytes);
  });
  server.listen(0, '127.0.0.1', () => tell((server.address() as AddressInfo).port));
}

async function etagOf(url: string): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      const answer = await fetch(url, { headers: { 'accept-encoding': 'gzip' } });
      await answer.arrayBuffer();
      return answer.headers.get('etag') ?? '';
    } catch {
      await pause(50);
    }
  }
  throw new Error(`${url} did not start`);
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = listen().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

if (process.argv[2] === 'bare') process.once('message', (answer: Answer) => serveBare(answer, (port) => process.send?.(port)));
