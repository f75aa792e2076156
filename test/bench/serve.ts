/**
 * Serving a 120 KB compressed feed, and 304s, against nginx and against bare node:http with the same bytes: requests a
 * second over 32 kept connections, server and load on a core each, in turn, as ratios (median of the rounds).
 *
 *     npx tsc --noEmit false --outDir dist/bench && node dist/bench/test/bench/serve.js [ROUNDS [SECONDS]]
 *
 * Needs wrk, nginx and taskset (apt-get install wrk nginx-light util-linux).
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { startServer, type Representation } from '../../src/serve/index.js';

const run = promisify(execFile);
const modified = Date.UTC(2026, 0, 1);
const path = '/feeds/voa.atom';
const ports = { ours: 18_471, bare: 18_472, nginx: 18_473 } as const;
type Contestant = keyof typeof ports;

/** Text that packs to about 120 KB, the same each time. */
function feedText(): string {
  let text = '';
  for (let at = 0; gzipSync(text).length < 120_000; at += 200) {
    for (let line = at; line < at + 200; line++) text += `<p>${createHash('sha256').update(String(line)).digest('hex')}</p>\n`;
  }
  return text;
}

async function serveOurs(): Promise<void> {
  const representation: Representation = {
    body: Buffer.from(feedText()), contentType: 'application/atom+xml; charset=utf-8', etag: 'tag', modified, maxAge: 900,
  };
  const started = await startServer({
    listen: { host: '127.0.0.1', port: ports.ours }, basePath: '', ready: () => true,
    shelf: { find: (asked) => (asked === path ? { kind: 'found', representation } : { kind: 'missing' }) },
  });
  if (!started.ok) throw new Error(started.failure.message);
}

/** The least a server can do for the same bytes. */
function serveBare(): void {
  const body = gzipSync(feedText(), { level: 6 });
  const kept = { ETag: '"tag-gzip"', 'Last-Modified': new Date(modified).toUTCString(), 'Cache-Control': 'public, max-age=900', Vary: 'Accept-Encoding' };
  createServer((asked, response) => {
    if (asked.headers['if-none-match'] === kept.ETag) return response.writeHead(304, kept).end();
    return response
      .writeHead(200, { ...kept, 'Content-Type': 'application/atom+xml; charset=utf-8', 'Content-Encoding': 'gzip', 'Content-Length': body.length })
      .end(body);
  }).listen(ports.bare, '127.0.0.1');
}

async function startNginx(folder: string): Promise<ChildProcess> {
  const text = feedText();
  await mkdir(join(folder, 'feeds'), { recursive: true });
  await writeFile(join(folder, path), text);
  await writeFile(join(folder, `${path}.gz`), gzipSync(text, { level: 6 }));
  await writeFile(join(folder, 'nginx.conf'), `
    daemon off; user root; worker_processes 1; pid ${folder}/nginx.pid; error_log stderr crit;
    events { worker_connections 256; }
    http {
      access_log off; sendfile on; tcp_nopush on; gzip_static on; gzip_vary on; keepalive_requests 100000000;
      open_file_cache max=10; types { application/atom+xml atom; }
      server { listen 127.0.0.1:${ports.nginx}; root ${folder}; location / { add_header Cache-Control "public, max-age=900"; } }
    }`);
  return pinned('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder]);
}

function pinned(command: string, parameters: readonly string[]): ChildProcess {
  return spawn('taskset', ['-c', '0', command, ...parameters], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** The ETag that a server gives to what it would send compressed, once it is up. */
async function tagOf(contestant: Contestant): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      return await new Promise<string>((resolve, reject) => {
        request({ port: ports[contestant], path, headers: { 'accept-encoding': 'gzip' } }, (response) => {
          response.resume().on('end', () => resolve(response.headers.etag ?? ''));
        }).on('error', reject).end();
      });
    } catch {
      await pause(50);
    }
  }
  throw new Error(`${contestant} did not start`);
}

async function requestsPerSecond(contestant: Contestant, tag: string | undefined, seconds: number): Promise<number> {
  const condition = tag === undefined ? [] : ['-H', `If-None-Match: ${tag}`];
  const { stdout } = await run('taskset', [
    '-c', '1', 'wrk', '-t1', '-c32', `-d${seconds}s`, '-H', 'Accept-Encoding: gzip', ...condition, `http://127.0.0.1:${ports[contestant]}${path}`,
  ]);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]);
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? NaN;
}

async function compare(rounds: number, seconds: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'feedrelay-bench-'));
  const self = fileURLToPath(import.meta.url);
  const servers = [await startNginx(folder), pinned('node', [self, 'ours']), pinned('node', [self, 'bare'])];
  try {
    const tags = { ours: await tagOf('ours'), bare: await tagOf('bare'), nginx: await tagOf('nginx') };
    for (const kind of ['200', '304'] as const) {
      const figures: Record<Contestant, number[]> = { ours: [], bare: [], nginx: [] };
      for (let round = 0; round < rounds; round++) {
        for (const contestant of ['nginx', 'bare', 'ours'] as const) {
          figures[contestant].push(await requestsPerSecond(contestant, kind === '304' ? tags[contestant] : undefined, seconds));
        }
      }
      const ratio = (rival: Contestant): string => {
        const ratios = figures.ours.map((ours, round) => ours / (figures[rival][round] ?? NaN));
        return `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`;
      };
      console.log(`${kind}: ours ${Math.round(median(figures.ours))}/s · against bare node:http ${ratio('bare')} · against nginx ${ratio('nginx')}`);
    }
  } finally {
    for (const server of servers) server.kill();
    await rm(folder, { recursive: true });
  }
}

const [mode = '5', seconds = '3'] = process.argv.slice(2);
if (mode === 'ours') await serveOurs();
else if (mode === 'bare') serveBare();
else await compare(Number(mode), Number(seconds));
