import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startDaemon, type Daemon } from '../command.js';
import { configure } from '../configuration.js';
import { median, type Row } from '../row.js';
import { startUpstream, type Upstream } from '../upstream.js';

const HISTORY = { long: 100_000, short: 100 };
const AT_ONCE = 5_000;
/** Polls in one round; a single one is too short to tell. */
const POLLS = 10;
const WINDOW = { articles: 50, paragraphs: 10, edition: 1, validators: true };

/** One new article, polled and read again by a subscriber, beside a long and a short history. */
export const history: Row = {
  name: 'history',
  what: 'one new item with a long history against a short one',
  needs: [],
  measure: async (place, rounds) => {
    const upstream = await startUpstream({ ...WINDOW, newest: 50 });
    const daemons: Daemon[] = [];
    try {
      const grown = async (name: string, entries: number): Promise<Daemon> => {
        await mkdir(join(place, name));
        await configure(join(place, name), { count: 1, origin: upstream.origin });
        const daemon = await startDaemon(join(place, name));
        daemons.push(daemon);
        await grow(daemon, upstream, entries);
        return daemon;
      };
      const [long, short] = [await grown('long', HISTORY.long), await grown('short', HISTORY.short)];
      let newest = HISTORY.long;
      await upstream.show({ ...WINDOW, newest });
      for (const daemon of daemons) await pollAndRead(daemon);
      const [ours, rival]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round += 1) {
        const times: Record<'long' | 'short', number[]> = { long: [], short: [] };
        for (let poll = 0; poll < POLLS; poll += 1) {
          await upstream.show({ ...WINDOW, newest: (newest += 1) });
          times.long.push(await pollAndRead(long));
          times.short.push(await pollAndRead(short));
        }
        ours.push(median(times.long));
        rival.push(median(times.short));
      }
      return [{ what: `one new item polled and served with ${HISTORY.long} kept entries, milliseconds, against with ${HISTORY.short}`, goal: { at: 'most', ratio: 1.2 }, ours, rival }];
    } finally {
      for (const daemon of daemons) await daemon.stop();
      upstream.close();
    }
  },
};

async function grow(daemon: Daemon, upstream: Upstream, entries: number): Promise<void> {
  const articles = Math.min(AT_ONCE, entries);
  for (let newest = articles; newest <= entries; newest += articles) {
    await upstream.show({ ...WINDOW, articles, newest, paragraphs: 1 });
    await daemon.poll('s0');
  }
}

async function pollAndRead(daemon: Daemon): Promise<number> {
  const started = performance.now();
  await daemon.poll('s0');
  await (await fetch(`${daemon.url}/feeds/s0.atom`)).arrayBuffer();
  return performance.now() - started;
}
