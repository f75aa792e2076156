import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportSource, importDocuments } from '../../src/archive/index.js';
import type { Source } from '../../src/model.js';
import type { Store } from '../../src/store/index.js';
import { discard, emptyStore, freshFolder, HOUR, houseOf, NOON, pollAt, publishedFrom, rowsOf, show, sourceOf } from './stores.js';

/** Exports these sources and imports them into a store of their own. */
async function rebuilt(sources: readonly Source[], store: Store): Promise<Store> {
  const another = await emptyStore();
  for (const source of sources) {
    const dir = await freshFolder();
    const exported = await exportSource(source.id, dir, { plain: false }, store);
    if (!exported.ok) throw new Error(exported.failure.message);
    const imported = await importDocuments([dir], source, houseOf(another), NOON + 1000 * HOUR);
    expect(imported).toEqual({ ok: true, value: { new: 0, revised: 0, duplicate: 0, restored: exported.value.documents, failed: [] } });
  }
  return another;
}

/** How an article's feed names it, and what it tells of it, by its number. */
const MANNERS: readonly ((n: number) => Readonly<Record<string, unknown>>)[] = [
  (n) => ({ id: `tag:example.org,2026:${n}`, url: `https://example.org/${n}` }),
  (n) => ({ id: `only a guid ${n}` }),
  (n) => ({ id: `https://example.org/the-link/${n}?utm_source=feed`, url: `http://example.org/the-link/${n}` }),
  () => ({ id: 'the same for several', date_published: undefined }),
  (n) => ({ id: `undated ${n}`, url: `https://example.org/undated/${n}`, date_published: undefined }),
  (n) => ({
    id: `full ${n}`,
    url: `https://example.org/full/${n}#part`,
    summary: `<p>In short:\n${n}</p>`,
    authors: [{ name: 'Ada', url: 'https://example.org/ada' }, { name: 'Ben' }],
    tags: ['news', '---'],
    image: 'https://example.org/lead.jpg',
    attachments: [{ url: 'https://example.org/talk.mp3', mime_type: 'audio/mpeg', size_in_bytes: 1234, duration_in_seconds: 60 }],
    language: 'zh-CN',
    date_modified: new Date(NOON + n * HOUR).toISOString(),
  }),
];

/** One article as one document shows it. */
interface Sight {
  /** Which article. */
  readonly article: number;
  /** Which text of it; a mirror may show an older one. */
  readonly text: number;
  /** Which signature its picture's address carries. */
  readonly signature: number;
  /** Hours by which its date moved. */
  readonly later: number;
}

function itemOf({ article, text, signature, later }: Sight): Readonly<Record<string, unknown>> {
  return {
    date_published: new Date(NOON - (100 - article) * HOUR + later * HOUR).toISOString(),
    title: `Title ${article % 7} [of (${article})] “${text}”`,
    content_html: `<p>Text ${text} of ${article}</p>\n\n------\n<img src="https://example.org/p.jpg?sig=${signature}">\n`,
    ...MANNERS[article % MANNERS.length]?.(article),
  };
}

const sight = fc.record({ article: fc.nat(150), text: fc.nat(2), signature: fc.nat(1), later: fc.nat(1) });
const windows = fc.array(fc.array(sight, { minLength: 30, maxLength: 50, size: 'max' }), { minLength: 4, maxLength: 7, size: 'max' });

describe('a store rebuilt from an export', () => {
  it('holds the same rows, publishes the same bytes, and goes on from there in the same way', { timeout: 120_000 }, async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(windows, windows, fc.constantFrom('all' as const, 20, 60), async (one, two, keep) => {
        run += 1;
        const sources = [sourceOf(`one${run}`, { keep }), sourceOf(`two${run}`, { keep })] as const;
        const store = await emptyStore();
        let now = NOON;
        const pollBoth = async (step: number, into: readonly Store[]): Promise<readonly unknown[]> => {
          for (const [place, source] of sources.entries()) {
            const sights = (place === 0 ? one : two)[step];
            if (sights !== undefined) await show(source, { title: `Feed ${step % 2}`, items: sights.map(itemOf) });
          }
          return Promise.all(into.map(async (target) => [await pollAt(sources[0], target, now), await pollAt(sources[1], target, now)]));
        };
        const steps = Math.min(one.length, two.length) - 1;
        for (let step = 0; step < steps; step += 1) {
          await pollBoth(step, [store]);
          // Merged feeds take up what came each time they are published, under the titles of that day.
          await publishedFrom(store, sources);
          now += 3 * HOUR;
        }
        const another = await rebuilt(sources, store);
        expect(await rowsOf(another)).toEqual(await rowsOf(store));
        expect(await publishedFrom(another, sources)).toEqual(await publishedFrom(store, sources));
        const [before, after] = await pollBoth(steps, [store, another]);
        expect(after).toEqual(before);
        expect(await publishedFrom(another, sources)).toEqual(await publishedFrom(store, sources));
        await Promise.all([store, another].map(discard));
      }),
      { numRuns: 4, endOnFailure: true },
    );
  });

  it('shows in merged feeds what it has, while other sources of theirs are still to come or come anew', async () => {
    const sources = [sourceOf('here'), sourceOf('anew')] as const;
    const titled = (of: string): (Readonly<Record<string, unknown>> & { title: string })[] => Array.from({ length: 40 }, (_, n) => ({ id: `${of} ${n}`, title: `Of ${of} ${n};`, content_html: '<p>Text</p>', date_published: new Date(NOON - n * HOUR).toISOString() }));
    const store = await emptyStore();
    for (const source of sources) {
      await show(source, { items: titled(source.id) });
      await pollAt(source, store, NOON);
    }
    const before = await publishedFrom(store, sources);
    const another = await rebuilt([sources[0]], store);
    const pagesOf = (published: Readonly<Record<string, string>>): string => ['/feeds/all/archive/1.atom', '/feeds/all/archive/2.atom', '/feeds/all/archive/3.atom'].map((path) => published[path] ?? '').join('');
    const half = pagesOf(await publishedFrom(another, sources));
    await pollAt(sources[1], another, NOON + HOUR);
    const whole = pagesOf(await publishedFrom(another, sources));
    for (const { title } of titled('here')) expect([half, whole].every((pages) => pages.includes(title))).toBe(true);
    for (const { title } of titled('anew')) expect([pagesOf(before), whole].every((pages) => pages.includes(title))).toBe(true);
  });
});
