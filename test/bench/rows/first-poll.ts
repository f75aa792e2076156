import { cpuOfProgram } from '../command.js';
import { configure } from '../configuration.js';
import { forget, reload } from '../newsboat.js';
import type { Row } from '../row.js';
import { startUpstream } from '../upstream.js';

const SOURCES = 200;

export const firstPoll: Row = {
  name: 'first-poll',
  what: 'first poll of full-text sources',
  needs: ['bash', 'newsboat'],
  measure: async (place, rounds) => {
    const upstream = await startUpstream({ newest: 50, articles: 50, paragraphs: 10, edition: 1, validators: true });
    try {
      await configure(place, { count: SOURCES, origin: upstream.origin });
      const [bare, whole, rival]: [number[], number[], number[]] = [[], [], []];
      await reload(place, upstream.origin, SOURCES); // The upstream writes its feeds at the first asking.
      for (let round = 0; round < rounds; round += 1) {
        await forget(place);
        rival.push(await reload(place, upstream.origin, SOURCES));
        bare.push(await cpuOfProgram(['poll', '--config', 'config.yaml'], place));
        await forget(place);
        whole.push(await cpuOfProgram(['poll', '--config', 'config.yaml', '--out', 'out'], place));
      }
      const what = `first poll, ${SOURCES} × 50 × 6 KB`;
      return [
        { what: `${what}: parse, clean, store, CPU seconds, against newsboat's parse, store`, goal: { at: 'most', ratio: 1 }, ours: bare, rival },
        { what: `${what}: the same and every feed and archive page rendered in three formats`, goal: { at: 'most', ratio: 1 }, ours: whole, rival },
      ];
    } finally {
      upstream.close();
    }
  },
};
