import { startDaemon } from '../command.js';
import { configure } from '../configuration.js';
import type { Row } from '../row.js';
import { startUpstream } from '../upstream.js';

const SOURCES = 1_000;
const ALLOWED = 1;

export const start: Row = {
  name: 'start',
  what: 'start to the first feed served',
  needs: [],
  measure: async (place, rounds) => {
    const upstream = await startUpstream({ newest: 10, articles: 10, paragraphs: 10, edition: 1, validators: true });
    try {
      await configure(place, { count: SOURCES, origin: upstream.origin });
      const filling = await startDaemon(place);
      await filling.poll();
      await filling.stop();
      const ours: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const started = performance.now();
        const daemon = await startDaemon(place);
        const answer = await fetch(`${daemon.url}/feeds/s500.atom`);
        await answer.arrayBuffer();
        if (!answer.ok) throw new Error(`the first feed was answered ${answer.status}`);
        ours.push((performance.now() - started) / 1000);
        await daemon.stop();
      }
      return [{ what: `start to first served feed, ${SOURCES} sources in the store, seconds, against what is allowed`, goal: { at: 'most', ratio: 1 }, ours, rival: ours.map(() => ALLOWED) }];
    } finally {
      upstream.close();
    }
  },
};
