import { EventEmitter, once } from 'node:events';
import { setTimeout as after } from 'node:timers/promises';
import { numbers } from '../identify/source-simulator.js';
import { configured, daemon } from '../program/program.js';
import { startUpstream, type Route } from '../support/upstream.js';
import { latestVersions, Observer, readFeed, type ReadFeed, type Wrongs } from './observer.js';
import { WINDOW, simulateFeedx, type SimulatedFeedx } from './simulated-feedx.js';

export interface SoakFigures extends Wrongs {
  readonly kills: number;
  /** Requests that the sites answered. */
  readonly polls: number;
  /** Articles that the sites showed, and of these … */
  readonly articles: number;
  readonly revisions: number;
  /** … those that are in no feed, and which they are … */
  readonly lost: number;
  readonly missing: readonly string[];
  /** … those that a subscriber who looks in once a life was never shown … */
  readonly unseen: number;
  /** … those whose feed ends with another text than the site's. */
  readonly outdated: number;
}

interface Site {
  readonly id: string;
  readonly number: number;
  readonly site: SimulatedFeedx;
}

const GUIDS = ['the link', 'opaque', 'none'] as const;
/** Whatever port each life gets, readers know it under one address. */
const SERVER = { listen: '127.0.0.1:0', baseUrl: 'https://feeds.example' };
/** The merged feed of all. */
const ALL = 'all';

/**
 * Runs the program on sites that move on while it is killed at random moments, again and again on the same store, and
 * reads everything it publishes in each of its lives.
 *
 * @param seed decides what happens to the sites, and how many of their answers each life outlasts
 */
export async function soak(folder: string, kills: number, seed: number): Promise<SoakFigures> {
  const random = numbers(seed);
  const sites: readonly Site[] = GUIDS.map((guids, place) => ({ id: `site-${place}`, number: seed * 10 + place, site: simulateFeedx({ seed: seed * 10 + place, guids }) }));
  const bell = new EventEmitter();
  const ringing = (route: Route): Route => (request, response) => {
    route(request, response);
    bell.emit('answer');
  };
  const upstream = await startUpstream(Object.fromEntries(sites.map(({ id, site }) => [`/${id}`, ringing(site.route)])));
  const sources = sites.map(({ id }) => ({ id, url: `${upstream.origin}/${id}`, schedule: 'every 1s', profile: 'feedx' }));
  const config = await configured(folder, `soak-${seed}`, sources, { server: SERVER, feeds: [{ id: ALL, sources: sources.map(({ id }) => id), limit: 200 }] });
  const feeds = [...sources.map(({ id }) => id), ALL];
  const observer = new Observer();
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const running = await daemon(['--config', config]);
      if (kill > 0) for (const feed of feeds) observer.note(feed, await readFeed(running.url, feed));
      // The first window slides from the first answer on: what stands at its edge has had its chance once a source asks again.
      else while (!sites.every(({ site }) => site.answers.filter((status) => status === 200).length > 1)) await once(bell, 'answer');
      for (let answers = 1 + Math.floor(random() * 5); answers > 0; answers -= 1) await once(bell, 'answer');
      // From the answer's first byte to long after its commit.
      await after(random() < 0.7 ? random() * 40 : random() * 600);
      await running.stop('SIGKILL');
    }

    const last = await daemon(['--config', config]);
    for (const { site } of sites) site.rest();
    // What was asked for after the rest began is committed once the same source asks again.
    const asked = new Map(sites.map(({ id, site }) => [id, site.answers.length]));
    while (!sites.every(({ id, site }) => site.answers.length >= (asked.get(id) ?? 0) + 3)) await once(bell, 'answer');
    const reads = new Map<string, ReadFeed>();
    for (const feed of feeds) reads.set(feed, await readFeed(last.url, feed));
    for (const [feed, read] of reads) observer.note(feed, read);
    const { code, stderr } = await last.stop();
    if (code !== 0) throw new Error(`the last life ended with ${code}: ${stderr}`);
    return { kills, polls: sites.reduce((sum, { site }) => sum + site.answers.length, 0), ...tally(sites, reads, observer), ...observer.wrongs };
  } finally {
    await upstream.close();
  }
}

/** Holds what came out, in each source's own feed and in the merged one, against what the sites showed. */
function tally(sites: readonly Site[], reads: ReadonlyMap<string, ReadFeed>, observer: Observer): Omit<SoakFigures, keyof Wrongs | 'kills' | 'polls'> {
  const count = { articles: 0, revisions: 0, lost: 0, unseen: 0, outdated: 0, missing: new Array<string>() };
  const ends = new Map([...reads].map(([feed, read]) => [feed, latestVersions(read)]));
  for (const { id, number: site, site: { shown } } of sites) {
    for (const [number, versions] of shown) {
      count.articles += 1;
      count.revisions += versions.size - 1;
      for (const feed of [id, ALL]) {
        const version = ends.get(feed)?.get(`${site}/${number}`);
        if (version === undefined) {
          count.lost += 1;
          count.missing.push(`${feed} ${number}`);
        } else if (version !== Math.max(...versions)) count.outdated += 1;
      }
      // What the first poll brings is history, of which a subscriber is shown the newest.
      if (number >= WINDOW && !observer.subscribed(id, site, number)) count.unseen += 1;
    }
  }
  return count;
}
