import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { answer, startUpstream } from '../support/upstream.js';
import { configured, daemon, eventually } from '../program/program.js';
import { besiegers } from './besiegers.js';
import { startReader, type Reading } from './reader.js';

export interface SiegeOptions {
  /** Milliseconds. */
  readonly lasting: number;
  /** Milliseconds between two articles of the good source, and between two times that the operator polls everything. */
  readonly article: number;
  readonly press: number;
  /** As `limits.timeout` has it. */
  readonly timeout: string;
  /** The daemon's, beside that of the tests. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The ids of the besiegers that take part; all unless said. */
  readonly only?: readonly string[];
}

export interface SiegeFigures {
  /** Megabytes, the most that were resident. */
  readonly peak: number;
  readonly answers: number;
  readonly slowest: Reading;
  /** Milliseconds, the longest that the daemon's own event loop stood still. */
  readonly stood: number;
  readonly articles: number;
  /** Milliseconds from an article's appearance at the good source to its being served. */
  readonly latest: number;
  /** What the page says of each besieger, by its id; the last that it said. */
  readonly told: ReadonlyMap<string, string>;
}

const TOKEN = 'open-sesame-and-be-quick';

/** A daemon with all besiegers and one good source, readers at its door all the while. */
export async function besiege(folder: string, { lasting, article, press, timeout, environment = {}, only }: SiegeOptions): Promise<SiegeFigures> {
  const enemies = besiegers().filter(({ id }) => only === undefined || only.includes(id));
  const upstream = await startUpstream({}, { address: '0.0.0.0' });
  const port = upstream.origin.split(':').at(-1) ?? '';
  for (const { id, route } of enemies) upstream.route(`/${id}`, route);
  let articles = 0;
  upstream.route('/good', (request, response) => {
    const items = Array.from({ length: Math.min(articles, 20) }, (_, back) => articles - back);
    const body = `<rss version="2.0"><channel><title>Good</title><link>http://good.example/</link>${items.map((at) => `<item><title>No. ${at}</title><link>http://good.example/${at}</link><guid>${at}</guid><description>text of ${at}</description></item>`).join('')}</channel></rss>`;
    answer({ headers: { 'content-type': 'application/rss+xml' }, body })(request, response);
  });
  // An address of its own each, so that none stands in another's line.
  const sources = [
    { id: 'good', url: `http://127.0.1.250:${port}/good`, schedule: 'every 1s' },
    ...enemies.map(({ id }, at) => ({ id, url: `http://127.0.1.${at + 1}:${port}/${id}`, schedule: 'every 5s' })),
  ];
  const config = await configured(folder, 'siege', sources, { server: { listen: '127.0.0.1:0', token: TOKEN }, limits: { timeout } });
  const { url, pid, stop } = await daemon(['--config', config], { env: environment });
  const reader = startReader(url, ['/', '/feeds/good.atom', '/feeds/good.json', '/healthz', '/feeds/good', ...enemies.slice(-1).map(({ id }) => `/feeds/${id}.atom`)]);
  const told = new Map<string, string>();
  let latest = 0;
  let stood = 0;
  const end = Date.now() + lasting;

  const operator = async (): Promise<void> => {
    while (Date.now() < end) {
      await fetch(`${url}/poll`, { method: 'POST', headers: { authorization: `Bearer ${TOKEN}` }, signal: AbortSignal.timeout(lasting) }).catch(() => undefined);
      await pause(press);
    }
  };
  const subscriber = async (): Promise<void> => {
    while (Date.now() < end) {
      articles += 1;
      const since = Date.now();
      const expected = `No. ${articles}"`;
      await eventually(async () => (await (await fetch(`${url}/feeds/good.json`)).text()).includes(expected) || undefined);
      latest = Math.max(latest, Date.now() - since);
      await pause(article);
    }
  };
  const watcher = async (): Promise<void> => {
    while (Date.now() < end) {
      for (const [id, sentence] of readPage(await (await fetch(`${url}/`)).text())) told.set(id, sentence);
      stood = Math.max(stood, lagOf(await (await fetch(`${url}/metrics`)).text()));
      await pause(1000);
    }
  };
  try {
    void operator();
    await Promise.all([subscriber(), watcher()]);
    const readings = await reader.stop();
    const slowest = readings.reduce((worst, reading) => (reading.ms > worst.ms ? reading : worst), { path: '', ms: 0 });
    return { peak: await peakOf(pid), answers: readings.length, slowest, stood, articles, latest, told };
  } finally {
    await stop();
    await upstream.close();
  }
}

/** What the status page says of each source's health, with its notes. */
function readPage(page: string): Map<string, string> {
  const cards = page.split('<article class="card" id="source-').slice(1);
  return new Map(cards.map((card) => [card.slice(0, card.indexOf('"')), [...card.matchAll(/<p class="health[^>]*>(.*?)<\/p>|<li dir="auto"[^>]*>(.*?)<\/li>/gs)].map(([, health, note]) => (health ?? note ?? '').replace(/<[^>]*>/g, '')).join(' · ')]));
}

/** Milliseconds. */
function lagOf(metrics: string): number {
  return Number(/^feedrelay_nodejs_eventloop_lag_max_seconds (\S+)/m.exec(metrics)?.[1] ?? NaN) * 1000;
}

/** Megabytes resident at most, as Linux counts them. */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? NaN) / 1024;
}
