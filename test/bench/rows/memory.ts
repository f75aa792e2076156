import { readFile } from 'node:fs/promises';
import { startDaemon } from '../command.js';
import { configure } from '../configuration.js';
import type { Comparison, Row } from '../row.js';
import { startUpstream } from '../upstream.js';

const SOURCES = 1_000;
/** Entries a source; fewer where the machine has an hour for something else. */
const ENTRIES = Number(process.env['BENCH_ENTRIES'] ?? 1_000);
const ALLOWED = 200;

export const memory: Row = {
  name: 'memory',
  what: 'memory after a cycle of many sources with many entries',
  needs: [],
  measure: async (place) => {
    const showing = { newest: ENTRIES, articles: ENTRIES, paragraphs: 1, edition: 1, validators: true };
    const upstream = await startUpstream(showing);
    try {
      await configure(place, { count: SOURCES, origin: upstream.origin });
      const filling = await startDaemon(place);
      await filling.poll();
      await filling.stop();
      const residentIn = async (environment: Readonly<Record<string, string>>, newest: number): Promise<number> => {
        const daemon = await startDaemon(place, { environment });
        await upstream.show({ ...showing, articles: Math.min(50, ENTRIES), newest });
        await daemon.poll();
        const resident = await daemon.resident();
        await daemon.stop();
        return resident;
      };
      const what = `memory, ${SOURCES} sources × ${ENTRIES} entries, after a cycle with one new article each, MB, against what is allowed`;
      const compared = (how: string, resident: number): Comparison => ({ what: `${what}, ${how}`, goal: { at: 'most', ratio: 1 }, ours: [resident], rival: [ALLOWED] });
      return [
        compared('as the services run it', await residentIn(await ofServices(), ENTRIES + 1)),
        compared('run plainly', await residentIn({}, ENTRIES + 2)),
      ];
    } finally {
      upstream.close();
    }
  },
};

/** What the systemd unit, and the image likewise, sets of allocator and heap. */
async function ofServices(): Promise<Readonly<Record<string, string>>> {
  const unit = await readFile(new URL('../../../deploy/feedrelay.service', import.meta.url), 'utf8');
  const settings = [...unit.matchAll(/^Environment=(.+)$/gm)].flatMap(([, line = '']) => line.split(' '));
  return Object.fromEntries(settings.map((setting) => setting.split(/=(.*)/s, 2) as [string, string]));
}
