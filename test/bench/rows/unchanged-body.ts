import { startDaemon, type Daemon } from '../command.js';
import { configure } from '../configuration.js';
import type { Comparison, Row } from '../row.js';
import { startUpstream, type Showing } from '../upstream.js';

const SOURCES = 100;

export const unchangedBody: Row = {
  name: 'unchanged-body',
  what: 'an unchanged body without validators against a changed one',
  needs: [],
  measure: async (place, rounds) => {
    let showing: Showing = { newest: 50, articles: 50, paragraphs: 10, edition: 1, validators: false };
    const upstream = await startUpstream(showing);
    await configure(place, { count: SOURCES, origin: upstream.origin });
    const daemon = await startDaemon(place);
    const cycle = async (next: Showing): Promise<number> => {
      showing = next;
      await upstream.show(next);
      return cpuOfCycle(daemon);
    };
    try {
      for (let warm = 1; warm <= 2; warm += 1) await cycle({ ...showing, edition: showing.edition + 1 });
      const [unchanged, oneNew, allChanged]: [number[], number[], number[]] = [[], [], []];
      for (let round = 0; round < rounds; round += 1) {
        allChanged.push(await cycle({ ...showing, edition: showing.edition + 1 }));
        oneNew.push(await cycle({ ...showing, newest: showing.newest + 1 }));
        unchanged.push(await cpuOfCycle(daemon));
      }
      const compared = (what: string, rival: readonly number[]): Comparison => ({ what: `${SOURCES} unchanged bodies without validators, CPU seconds, against ${what}`, goal: { at: 'most', ratio: 0.1 }, ours: unchanged, rival });
      return [compared('bodies with every article changed', allChanged), compared('bodies with one new article of 50', oneNew)];
    } finally {
      await daemon.stop();
      upstream.close();
    }
  },
};

async function cpuOfCycle(daemon: Daemon): Promise<number> {
  const before = await daemon.cpu();
  await daemon.poll();
  return (await daemon.cpu()) - before;
}
