import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startDaemon } from '../command.js';
import { requestsPerSecond } from '../load.js';
import { startBareNode, startNginx, type Answer } from '../rivals.js';
import type { Comparison, Row } from '../row.js';

const PACKED = 120_000;
const SECONDS = 2;

interface Goals {
  readonly "nginx as Debian's package sets it up": number;
  readonly 'bare node:http': number;
  readonly 'nginx without a log, its files kept open'?: undefined;
}

/** Of each rival's requests a second. */
const GOALS: Readonly<Record<'120 KB' | '304', Goals>> = {
  '120 KB': { "nginx as Debian's package sets it up": 0.85, 'bare node:http': 0.95 },
  '304': { "nginx as Debian's package sets it up": 0.6, 'bare node:http': 0.9 },
};

export const serving: Row = {
  name: 'serving',
  what: 'serving a 120 KB compressed feed, and 304s',
  needs: ['nginx', 'taskset', 'wrk'],
  measure: async (place, rounds) => {
    await writeFile(join(place, 'feed.xml'), feedText());
    await writeFile(join(place, 'config.yaml'), `server: { listen: '127.0.0.1:0', token: bench }\nstore: 'memory:'\nsources: [ { id: s0, url: 'file:./feed.xml' } ]\n`);
    const daemon = await startDaemon(place, { pinnedTo: '0' });
    await daemon.poll('s0');
    const url = `${daemon.url}/feeds/s0.atom`;
    const answer = await answerOf(url);
    const rivals = {
      "nginx as Debian's package sets it up": await startNginx(place, answer, 'packaged'),
      'nginx without a log, its files kept open': await startNginx(place, answer, 'bare'),
      'bare node:http': await startBareNode(answer),
    };
    try {
      const contestants = { ours: { url, etag: answer.headers['etag'] ?? '' }, ...rivals };
      const comparisons: Comparison[] = [];
      for (const kind of ['120 KB', '304'] as const) {
        const names = Object.keys(contestants) as (keyof typeof contestants)[];
        const figures = Object.fromEntries(names.map((name): [string, number[]] => [name, []])) as Record<keyof typeof contestants, number[]>;
        // The round before the first is for the engine to compile what it is about to run.
        for (let round = -1; round < rounds; round += 1) {
          for (const name of names) {
            const { url: asked, etag } = contestants[name];
            const reached = await requestsPerSecond(asked, kind === '304' ? [`If-None-Match: ${etag}`] : [], SECONDS);
            if (round >= 0) figures[name].push(reached);
          }
        }
        for (const rival of Object.keys(rivals) as (keyof typeof rivals)[]) {
          const ratio = GOALS[kind][rival];
          comparisons.push({
            what: `${kind}, requests a second, against ${rival}`,
            ours: figures.ours,
            rival: figures[rival],
            ...(ratio === undefined ? {} : { goal: { at: 'least', ratio } }),
          });
        }
      }
      return comparisons;
    } finally {
      await daemon.stop();
      for (const rival of Object.values(rivals)) rival.close();
    }
  },
};

/** A feed whose Atom packs to about 120 KB. */
function feedText(): string {
  const lines: string[] = [];
  for (let size = 0; size < PACKED; size = gzipSync(lines.join('')).length) {
    for (let line = 0; line < 100; line += 1) lines.push(`<p>${createHash('sha256').update(String(lines.length)).digest('hex')}</p>`);
  }
  return `<rss version="2.0"><channel><title>t</title><link>https://a.example/</link><description>d</description><item><title>x</title><link>https://a.example/1</link><description><![CDATA[${lines.join('')}]]></description></item></channel></rss>`;
}

/** What we send, byte for byte; a client that unpacks would not show it. */
function answerOf(url: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
        const sent = ['etag', 'last-modified', 'cache-control', 'vary', 'content-type', 'content-encoding', 'content-length'];
        resolve({ body: Buffer.concat(pieces), headers: Object.fromEntries(sent.flatMap((name) => (typeof response.headers[name] === 'string' ? [[name, response.headers[name]]] : []))) });
      });
    }).on('error', reject).end();
  });
}
