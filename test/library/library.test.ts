import { describe, expect, it, vi } from 'vitest';
import { Library, type Finding, type Publication } from '../../src/library/index.js';
import { configurationOf } from '../support/press.js';

const CONFIGURATION = configurationOf(`
server: { baseUrl: https://relay.example }
sources:
  - { id: news, url: https://news.example/feed }
  - { id: other, url: https://other.example/feed }
feeds:
  - { id: all, sources: [news, other] }
`);

/** A maker whose documents are finished when the test says so; each says what it was made of. */
function slowly(): { readonly library: Library; readonly made: string[]; edition: number; finish(): void; readonly prepared: string[] } {
  const made: string[] = [];
  const prepared: string[] = [];
  let waiting: (() => void)[] = [];
  const maker = {
    edition: 1,
    make(path: string): Promise<Finding> {
      made.push(path);
      const text = `${path} ${maker.edition}`;
      return new Promise((resolve) => waiting.push(() => resolve({ kind: 'found', representation: publicationOf(text) })));
    },
  };
  const library = new Library(CONFIGURATION, maker, {
    prepare: (fresh, before) => {
      prepared.push(`${textOf(fresh)} like ${textOf(before)}`);
      return Promise.resolve();
    },
  });
  return {
    library,
    made,
    prepared,
    get edition() {
      return maker.edition;
    },
    set edition(edition) {
      maker.edition = edition;
    },
    finish() {
      for (const end of waiting) end();
      waiting = [];
    },
  };
}

function publicationOf(text: string): Publication {
  return { body: Buffer.from(text), contentType: 'text/plain', etag: text, modified: 0, maxAge: 60 };
}

function textOf({ body }: Publication): string {
  return Buffer.from(body).toString();
}

async function shown(finding: Promise<Finding> | Finding): Promise<string> {
  const found = await finding;
  return found.kind === 'found' ? textOf(found.representation) : found.kind;
}

const NEWS = '/feeds/news.atom';

async function read(desk: ReturnType<typeof slowly>, path = NEWS): Promise<string> {
  const finding = desk.library.find(path);
  desk.finish();
  return shown(finding);
}

describe('a document that readers ask for', () => {
  it('is made once, and is one object from then on', async () => {
    const desk = slowly();
    expect(await read(desk)).toBe(`${NEWS} 1`);
    expect(desk.library.find(NEWS)).not.toBeInstanceOf(Promise);
    expect(desk.library.find(NEWS)).toEqual(desk.library.find(NEWS));
    expect(desk.made).toEqual([NEWS]);
  });

  it('is made anew as soon as it has changed, and shown as it was until then', async () => {
    const desk = slowly();
    await read(desk);
    desk.edition = 2;
    const done = desk.library.changed('news');
    expect(desk.made).toEqual([NEWS, NEWS]);
    expect(await shown(desk.library.find(NEWS))).toBe(`${NEWS} 1`);
    desk.finish();
    await done;
    expect(desk.library.find(NEWS)).not.toBeInstanceOf(Promise);
    expect(await shown(desk.library.find(NEWS))).toBe(`${NEWS} 2`);
    expect(desk.prepared).toEqual([`${NEWS} 2 like ${NEWS} 1`]);
  });

  it('is waited for where the new one takes longer than two seconds', async () => {
    const desk = slowly();
    await read(desk);
    desk.edition = 2;
    await desk.library.changed('news');
    const finding = desk.library.find(NEWS);
    expect(finding).toBeInstanceOf(Promise);
    desk.finish();
    expect(await shown(finding)).toBe(`${NEWS} 2`);
  });

  it('is made once more, not once for each, after changes that came while it was being made', async () => {
    const desk = slowly();
    await read(desk);
    desk.edition = 2;
    const changes = [desk.library.changed('news')];
    desk.edition = 3;
    for (let change = 0; change < 100; change += 1) changes.push(desk.library.changed(change % 2 === 0 ? 'news' : undefined));
    expect(await shown(desk.library.find(NEWS))).toBe(`${NEWS} 1`);
    desk.finish();
    await changes[0];
    expect(await shown(desk.library.find(NEWS))).toBe(`${NEWS} 2`);
    await vi.waitUntil(() => desk.made.length === 3);
    desk.finish();
    await Promise.all(changes);
    expect(desk.library.find(NEWS)).not.toBeInstanceOf(Promise);
    expect(await shown(desk.library.find(NEWS))).toBe(`${NEWS} 3`);
    expect(desk.made).toHaveLength(3);
  });

  it('is waited for where it is an archive page: who has it as it was before never asks again', async () => {
    const desk = slowly();
    const page = '/feeds/news/archive/3.json';
    await read(desk, page);
    desk.edition = 2;
    void desk.library.changed('news');
    const finding = desk.library.find(page);
    expect(finding).toBeInstanceOf(Promise);
    desk.finish();
    expect(await shown(finding)).toBe(`${page} 2`);
  });

  it('is not made anew at a change where it is an archive page, which nobody is about to read again', async () => {
    const desk = slowly();
    const page = '/feeds/news/archive/3.json';
    await read(desk, page);
    await desk.library.changed('news');
    expect(desk.made).toEqual([page]);
  });

  it('is shown nobody who asks two seconds after a change without that change, however many follow', async () => {
    const desk = slowly();
    await read(desk);
    desk.edition = 2;
    await desk.library.changed('news');
    desk.edition = 3;
    void desk.library.changed('news');
    const finding = desk.library.find(NEWS);
    expect(finding).toBeInstanceOf(Promise);
    desk.finish();
    await vi.waitUntil(() => desk.made.length === 3);
    desk.finish();
    expect(await shown(finding)).toBe(`${NEWS} 3`);
  });

  it('changes with each source of a merged feed, and with no other', async () => {
    const desk = slowly();
    await read(desk, '/feeds/all.json');
    await read(desk, '/feeds/other.rss');
    const done = desk.library.changed('news');
    desk.finish();
    await done;
    expect(desk.made).toEqual(['/feeds/all.json', '/feeds/other.rss', '/feeds/all.json']);
  });

  it('is made again for who has asked a moment ago, and not for nobody: then only when it is next asked for', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const desk = slowly();
    await read(desk);
    for (const edition of [2, 3, 4]) {
      desk.edition = edition;
      const done = desk.library.changed('news');
      desk.finish();
      await done;
      vi.advanceTimersByTime(6_000);
    }
    vi.useRealTimers();
    expect(desk.made).toHaveLength(3);
    expect(await read(desk)).toBe(`${NEWS} 4`);
  });

  it('is kept as one object where it comes out the same', async () => {
    const desk = slowly();
    await read(desk);
    const before = desk.library.find(NEWS);
    const done = desk.library.changed('news');
    desk.finish();
    await done;
    const after = desk.library.find(NEWS);
    if (before instanceof Promise || after instanceof Promise || before.kind !== 'found' || after.kind !== 'found') throw new Error('it is at hand');
    expect(after.representation).toBe(before.representation);
    expect(desk.prepared).toEqual([]);
  });
});

it('a document of a feed that is not configured is missing, and nobody is asked for it', async () => {
  const desk = slowly();
  expect(await shown(desk.library.find('/feeds/nothing.atom'))).toBe('missing');
  expect(await shown(desk.library.find('/feeds/news.exe'))).toBe('missing');
  expect(desk.made).toEqual([]);
});

it('what is missing is asked for each time, and not remembered', async () => {
  const make = vi.fn((): Promise<Finding> => Promise.resolve({ kind: 'missing' }));
  const library = new Library(CONFIGURATION, { make });
  await library.find('/feeds/news/archive/7.atom');
  await library.changed('news');
  await library.find('/feeds/news/archive/7.atom');
  expect(make).toHaveBeenCalledTimes(2);
});
