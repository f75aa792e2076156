import { cpuOfProgram } from '../command.js';
import { configure } from '../configuration.js';
import { reload } from '../newsboat.js';
import type { Row } from '../row.js';
import { startUpstream } from '../upstream.js';

const SOURCES = 200;

export const notModified: Row = {
  name: 'not-modified',
  what: 'a poll cycle of unchanged sources (304)',
  needs: ['bash', 'newsboat'],
  measure: async (place, rounds) => {
    const upstream = await startUpstream({ newest: 50, articles: 50, paragraphs: 10, edition: 1, validators: true });
    try {
      await configure(place, { count: SOURCES, origin: upstream.origin });
      const poll = (): Promise<number> => cpuOfProgram(['poll', '--config', 'config.yaml'], place);
      await reload(place, upstream.origin, SOURCES);
      await poll();
      const [ours, rival]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round += 1) {
        rival.push(await reload(place, upstream.origin, SOURCES));
        ours.push(await poll());
      }
      return [{ what: `poll of ${SOURCES} × 304, CPU seconds, against newsboat`, goal: { at: 'most', ratio: 0.35 }, ours, rival }];
    } finally {
      upstream.close();
    }
  },
};
