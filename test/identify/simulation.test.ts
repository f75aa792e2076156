import { describe, expect, test } from 'vitest';
import type { CleanPolicy } from '../../src/model.js';
import { cleaningFingerprint } from '../../src/clean/index.js';
import { newSource, type SourceState, type StoredEntry } from '../../src/ledger/rows.js';
import { WorkingLedger } from '../../src/ledger/working.js';
import { takeDocument } from '../../src/poll/index.js';
import { openStore, type Store } from '../../src/store/index.js';
import { articleIn, DATES, GUIDS, HABITS, LINKS, simulate, type History, type Way } from './source-simulator.js';

const HISTORIES = 2;
const POLLS = 14;

const policy: CleanPolicy = {
  profile: 'generic',
  images: { default: { kind: 'direct' }, hosts: [], https: [] },
  remove: [],
  timezone: '',
  nesting: 256,
};

interface Tally {
  articles: number;
  lost: number;
  twice: number;
  falselyRevised: number;
}

describe('a hundred ways in which sources behave', () => {
  test('nothing is lost, nothing twice and nothing falsely revised in the plain ways, and nearly nothing in the others', async () => {
    const opened = await openStore('memory:');
    if (!opened.ok) throw new Error(opened.failure.message);
    const store = opened.value;
    const plain = empty();
    const all = empty();
    const usual = empty();
    const worst: { way: string; tally: Tally }[] = [];
    let seed = 1;
    for (const way of ways()) {
      const tally = empty();
      for (let history = 0; history < HISTORIES; history += 1) {
        seed += 1;
        const made = simulate(way, seed, POLLS);
        add(tally, await replay(`s${seed}`, made, store));
        add(usual, usualRule(made));
      }
      if (isPlain(way)) add(plain, tally);
      add(all, tally);
      worst.push({ way: Object.values(way).join(', '), tally });
    }
    await store.close();
    console.log(`plain ways:      ${words(plain)}`);
    console.log(`all ways:        ${words(all)}`);
    console.log(`the usual rule:  ${words(usual)}`);
    for (const { way, tally } of worst.filter(({ tally: { lost, falselyRevised } }) => lost + falselyRevised > 0)) console.log(`  ${way}: ${words(tally)}`);

    expect(plain).toMatchObject({ lost: 0, twice: 0, falselyRevised: 0 });
    expect(all.lost / all.articles).toBeLessThan(0.002);
    expect(all.twice / all.articles).toBeLessThan(0.04);
    expect(all.falselyRevised / all.articles).toBeLessThan(0.005);
    expect(usual.lost / usual.articles).toBeGreaterThan(0.1);
  }, 120_000);
});

/** Every guid with every link and date, once plain and once with a habit; the habits take turns. */
function* ways(): Generator<Way> {
  for (const [first, guid] of GUIDS.entries()) {
    for (const [second, link] of LINKS.entries()) {
      for (const [third, date] of DATES.entries()) {
        yield { guid, link, date, habit: 'plain' };
        yield { guid, link, date, habit: HABITS[1 + ((first + second + third) % (HABITS.length - 1))] ?? 'plain' };
      }
    }
  }
}

/** One key that says what it should, and no tricks. */
function isPlain({ guid, link, habit }: Way): boolean {
  const sound = guid === 'stable' || (guid === 'missing' && link === 'stable');
  return sound && link !== 'shared' && (habit === 'plain' || habit === 'window empties');
}

async function replay(source: string, { documents, versions }: History, store: Store): Promise<Tally> {
  let state: SourceState = newSource('https://example.org/feed');
  let revised = 0;
  for (const { at, items } of documents) {
    const work = new WorkingLedger(store, source);
    const context = { source, format: 'rss', fingerprint: cleaningFingerprint(policy), now: at, commit: at } as const;
    const taken = await takeDocument({ items, places: ['https://example.org/feed', 'https://example.org/'] }, state, policy, context, work);
    state = { ...taken.state, stale: taken.stale };
    revised += taken.revised;
    await store.commit(work.batch());
  }
  const shown: (number | undefined)[] = [];
  for await (const [, entry] of store.iterate<StoredEntry>(`entry/${source}/`)) shown.push(articleIn(entry.cleaned.content));
  return tallyOf(versions, shown, revised);
}

function tallyOf(versions: History['versions'], shown: readonly (number | undefined)[], revised: number): Tally {
  const distinct = new Set(shown);
  const lost = [...versions.keys()].filter((number) => !distinct.has(number)).length;
  const trulyRevised = [...versions.values()].reduce((sum, count) => sum + count - 1, 0);
  return { articles: versions.size, lost, twice: shown.length - distinct.size, falselyRevised: Math.max(0, revised - trulyRevised) };
}

/** What most readers do: the guid, else the link, else the title is the article. */
function usualRule({ documents, versions }: History): Tally {
  const entries = new Map<string, { content: string; number: number | undefined }>();
  let revised = 0;
  for (const { items } of documents) {
    for (const item of items) {
      const key = item.guid ?? item.link ?? item.title ?? '';
      const content = item.content ?? '';
      const known = entries.get(key);
      if (known !== undefined && known.content !== content) revised += 1;
      entries.set(key, { content, number: articleIn(content) });
    }
  }
  return tallyOf(versions, [...entries.values()].map(({ number }) => number), revised);
}

function empty(): Tally {
  return { articles: 0, lost: 0, twice: 0, falselyRevised: 0 };
}

function add(sum: Tally, more: Tally): void {
  sum.articles += more.articles;
  sum.lost += more.lost;
  sum.twice += more.twice;
  sum.falselyRevised += more.falselyRevised;
}

function words({ articles, lost, twice, falselyRevised }: Tally): string {
  const percent = (count: number): string => `${((100 * count) / articles).toFixed(2)} %`;
  return `${articles} articles, lost ${lost} (${percent(lost)}), twice ${twice} (${percent(twice)}), falsely revised ${falselyRevised} (${percent(falselyRevised)})`;
}
