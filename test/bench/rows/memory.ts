import { startDaemon } from '../command.js';
import { configure } from '../configuration.js';
import type { Row } from '../row.js';
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
      const daemon = await startDaemon(place);
      await upstream.show({ ...showing, articles: Math.min(50, ENTRIES), newest: ENTRIES + 1 });
      await daemon.poll();
      const resident = await daemon.resident();
      await daemon.stop();
      return [{ what: `memory, ${SOURCES} sources × ${ENTRIES} entries, after a cycle with one new article each, MB, against what is allowed`, goal: { at: 'most', ratio: 1 }, ours: [resident], rival: [ALLOWED] }];
    } finally {
      upstream.close();
    }
  },
};
