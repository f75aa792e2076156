import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cpuOf, cpuOfProgram } from '../command.js';
import { configure } from '../configuration.js';
import { forget, reload } from '../newsboat.js';
import type { Row } from '../row.js';
import { startUpstream } from '../upstream.js';

const SOURCES = 200;
const LIBRARIES = fileURLToPath(new URL('../libraries.js', import.meta.url));

export const firstPoll: Row = {
  name: 'first-poll',
  what: 'first poll of full-text sources',
  needs: ['bash', 'newsboat'],
  measure: async (place, rounds) => {
    const upstream = await startUpstream({ newest: 50, articles: 50, paragraphs: 10, edition: 1, validators: true });
    try {
      await configure(place, { count: SOURCES, origin: upstream.origin });
      const [bare, whole, least, rival]: [number[], number[], number[], number[]] = [[], [], [], []];
      await reload(place, upstream.origin, SOURCES); // The upstream writes its feeds at the first asking.
      for (let round = 0; round < rounds; round += 1) {
        await forget(place);
        rival.push(await reload(place, upstream.origin, SOURCES));
        bare.push(await cpuOfProgram(['poll', '--config', 'config.yaml'], place));
        least.push(await cpuOf(process.execPath, [LIBRARIES, upstream.origin, String(SOURCES), 'least.db'], place));
        await rm(join(place, 'least.db'));
        await forget(place);
        whole.push(await cpuOfProgram(['poll', '--config', 'config.yaml', '--out', 'out'], place));
      }
      const what = `first poll, ${SOURCES} × 50 × 6 KB`;
      return [
        { what: `${what}: parse, clean, store, CPU seconds, against newsboat's parse, store`, goal: { at: 'most', ratio: 1 }, ours: bare, rival },
        { what: `${what}: the same and every feed and archive page rendered in three formats`, goal: { at: 'most', ratio: 1 }, ours: whole, rival },
        { what: 'the least that its libraries take, each asked once: undici, rss-parser, sanitize-html, libsql, feed', ours: least, rival },
      ];
    } finally {
      upstream.close();
    }
  },
};
