import { request } from 'node:http';
import { startDaemon } from '../command.js';
import { configure } from '../configuration.js';
import type { Row } from '../row.js';
import { startUpstream } from '../upstream.js';

const SOURCES = 1_000;
const WINDOW = { articles: 10, paragraphs: 10, edition: 1, validators: true };

export const underLoad: Row = {
  name: 'under-load',
  what: 'p99 of serving while all sources are polled',
  needs: [],
  measure: async (place, rounds) => {
    let newest = 10;
    const upstream = await startUpstream({ ...WINDOW, newest });
    await configure(place, { count: SOURCES, origin: upstream.origin });
    const daemon = await startDaemon(place);
    try {
      await daemon.poll();
      const [ours, rival]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round += 1) {
        await upstream.show({ ...WINDOW, newest: (newest += 1) });
        const started = performance.now();
        ours.push(p99(await readDuring(daemon.url, daemon.poll())));
        rival.push(p99(await readDuring(daemon.url, pause(performance.now() - started))));
      }
      return [{ what: `p99 of serving while ${SOURCES} sources bring an article each, milliseconds, against idle`, goal: { at: 'most', ratio: 2 }, ours, rival }];
    } finally {
      await daemon.stop();
      upstream.close();
    }
  },
};

/** Milliseconds of each request that a subscriber makes, one after the other, until `work` is done. */
async function readDuring(url: string, work: Promise<unknown>): Promise<readonly number[]> {
  const over = new AbortController();
  void work.catch(() => undefined).then(() => over.abort());
  const times: number[] = [];
  for (let at = 0; !over.signal.aborted; at += 1) {
    const started = performance.now();
    await read(`${url}/feeds/s${at % 20}.atom`);
    times.push(performance.now() - started);
    await pause(2);
  }
  await work;
  return times;
}

function read(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => response.resume().on('end', () => resolve())).on('error', reject).end();
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function p99(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.99)] ?? NaN;
}
