import { describe, expect, it } from 'vitest';
import { read, refuse, LIMITS } from './read.js';

const feed = (items: string): string => `<rss version="2.0"><channel><title>News</title>${items}</channel></rss>`;
/** Something that only the reader that mends can read, so that both are held to the same. */
const STRAY = '<copyright>a & b</copyright>';

/** In time of the processor, for other tests run beside. */
async function timed<T>(work: () => Promise<T>): Promise<T> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(2_000);
  return result;
}

describe.each([['well-formed', ''], ['mended', STRAY]])('limits, %s', (_, extra) => {
  it('one item too many fails', async () => {
    const items = '<item><title>a</title></item>'.repeat(11);
    expect(await refuse(feed(extra + items), { limits: { ...LIMITS, items: 10 } })).toMatchObject({ code: 'too-many-items', message: expect.stringContaining('more than 10 items') as string });
    expect((await read(feed(extra + items), { limits: { ...LIMITS, items: 11 } })).items).toHaveLength(11);
  });

  it('an oversized item is left out and told, the others stay', async () => {
    const items = `<item><title>a</title></item><item><description><![CDATA[${'雨'.repeat(500)}]]></description></item><item><title>b</title></item>`;
    const parsed = await read(feed(extra + items), { limits: { ...LIMITS, item: 1_000 } });
    expect(parsed.items.map(({ title }) => title)).toEqual(['a', 'b']);
    expect(parsed.notes).toContain('An item of more than 1000 bytes was left out.');
  });

  it('an oversized item is told by its title, the first of many', async () => {
    const body = `<description>${'x'.repeat(2_000)}</description>`;
    const large = (title: string): string => `<item><title>${title}</title>${body}</item>`;
    const told = async (...titles: readonly string[]): Promise<string | undefined> => (await read(feed(extra + titles.map(large).join('')), { limits: { ...LIMITS, item: 1_000 } })).notes.at(-1);
    expect(await told('Rain &amp;amp; sun')).toBe('An item of more than 1000 bytes was left out: “Rain & sun”.');
    expect(await told('a', '', 'c')).toBe('3 items of more than 1000 bytes were left out: “a”, “c” and 1 more.');
    expect(await told('a', 'b', 'c', 'd', 'e')).toBe('5 items of more than 1000 bytes were left out: “a”, “b”, “c” and 2 more.');
    expect(await told('雨'.repeat(200))).toBe(`An item of more than 1000 bytes was left out: “${'雨'.repeat(79)}…”.`);
  });

  it('elements nested too deep fail', async () => {
    const deep = (levels: number): string => feed(`${extra}<item><title>a</title>${'<x>'.repeat(levels)}${'</x>'.repeat(levels)}</item>`);
    expect(await refuse(deep(300))).toMatchObject({ code: 'too-deep' });
    expect((await read(deep(200))).items).toHaveLength(1);
  });
});

describe('HTML nested too deep is flattened, and the others are read', () => {
  const deep = `${'<div>'.repeat(400)}x<br/>y${'</div>'.repeat(400)}`;

  it.each([
    ['RSS', feed(`<item><description>${deep}</description></item><item><title>b</title></item>`)],
    ['Atom', `<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${deep}</div></content></entry><entry><title>b</title></entry></feed>`],
  ])('%s', async (_, document) => {
    const { items, notes } = await read(document);
    expect(items).toMatchObject([{ content: expect.stringMatching(/^(?:<div[^>]*>){200,256}xy(?:<\/div>){200,256}$/) as string }, { title: 'b' }]);
    expect(notes.at(-1)).toBe('HTML nested deeper than 256 levels was flattened.');
  });
});

describe('oversized JSON', () => {
  it('is held to the same', async () => {
    const items = [{ id: '1' }, { id: '2', title: 'Rain', content_html: '雨'.repeat(500) }];
    expect(await refuse(JSON.stringify({ items }), { limits: { ...LIMITS, items: 1 } })).toMatchObject({ code: 'too-many-items' });
    const parsed = await read(JSON.stringify({ items }), { limits: { ...LIMITS, item: 1_000 } });
    expect(parsed.items).toHaveLength(1);
    expect(parsed.notes).toEqual(['An item of more than 1000 bytes was left out: “Rain”.']);
  });

  it('that is a wall of brackets is refused at once', async () => {
    expect(await timed(() => refuse(`{"items":[${'[],'.repeat(3_000_000)}]}`))).toMatchObject({ code: 'too-many-items' });
  });

  it('that is nested without end is refused at once', async () => {
    expect((await timed(() => refuse(`{"items":${'['.repeat(1_000_000)}`))).code).toMatch(/not-a-feed|unreadable/);
  });
});

describe('nothing at all', () => {
  it.each([['no byte', ''], ['blanks', ' \n\t'], ['a mark', '\ufeff']])('%s', async (_, text) => {
    expect(await refuse(text)).toMatchObject({ code: 'empty' });
  });

  it.each([
    ['text', 'Service unavailable', /begins "Service unavailable".*line 1, column 1/],
    ['a picture', 'GIF89a\u0001', /no feed/],
    ['a site map', '<?xml version="1.0"?>\n<urlset><url/></urlset>', /<urlset>.*line 2, column 1/],
    ['an entry of another vocabulary', '<entry xmlns="urn:dictionary"><title>Rain</title></entry>', /<entry>.*line 1, column 1/],
    ['an error in XML', '<Error><Code>AccessDenied</Code></Error>', /<error>/],
  ])('no feed: %s', async (_, text, message) => {
    expect(await refuse(text)).toMatchObject({ code: 'not-a-feed', message: expect.stringMatching(message) as string });
  });

  it('a list of feeds is told with its cure', async () => {
    expect(await refuse('<?xml version="1.0"?><opml version="2.0"><body/></opml>')).toMatchObject({ code: 'opml', message: expect.stringContaining('opml import') as string });
  });

  it('an empty feed is a feed', async () => {
    expect((await read('<rss version="2.0"><channel><title>News</title></channel></rss>')).items).toEqual([]);
    expect((await read('<feed xmlns="http://www.w3.org/2005/Atom"/>')).items).toEqual([]);
    expect((await read('{"items":[]}')).items).toEqual([]);
  });
});

describe('bombs are duds', () => {
  const laughs = `<!DOCTYPE rss [<!ENTITY l0 "lol">${Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('')}]>`;

  it.each([
    ['entities of entities', `${laughs}${feed('<item><title>a &l9;</title></item>')}`],
    ['one long entity often', `<!DOCTYPE rss [<!ENTITY l "${'x'.repeat(250)}">]>${feed(`<item><title>a</title><description>${'&l;'.repeat(200_000)}</description></item>`)}`],
    ['a file as entity', `<!DOCTYPE rss [<!ENTITY l SYSTEM "file:///etc/passwd">]>${feed('<item><title>a &l;</title></item>')}`],
    ['a tag of 200,000 attributes', feed(`<item ${Array.from({ length: 200_000 }, (_, n) => `a${n}="1"`).join(' ')}><title>a</title></item>`)],
    ['name spaces without end', feed(`<item><title>a</title>${'<x xmlns:a="b">'.repeat(200)}${'</x>'.repeat(200)}${'<y xmlns:b="c"/>'.repeat(100_000)}</item>`)],
    ['open tags without end', feed(`<item><title>a</title></item>${'<'.repeat(2_000_000)}`)],
    ['end tags of nothing', feed(`<item><title>a</title></item>${'</x>'.repeat(500_000)}`)],
    ['comments that do not end', feed(`<item><title>a</title></item>${'<!--'.repeat(500_000)}`)],
    ['markup that does not end', feed(`<item><title>a</title><description><![CDATA[${'<p'.repeat(1_000_000)}]]></description></item>`)],
    ['escaped markup that does not end', feed(`<item><title>a</title><description>${'&lt;p'.repeat(400_000)}</description></item>`)],
    ['a title that does not end', feed(`<item><title>a</title><title>${'&lt;a '.repeat(400_000)}</title></item>`)],
    ['an author that does not end', feed(`<item><title>a</title><author>${'a@'.repeat(400_000)}</author></item>`)],
    ['a date that does not end', feed(`<item><title>a</title><pubDate>${'1 '.repeat(400_000)}</pubDate></item>`)],
    ['quotes that do not end', feed(`<item><title>a</title><x ${'y="<z '.repeat(300_000)}</item>`)],
    ['blanks in quotes that do not end', feed(`<item><title>a</title></item><x y="${' '.repeat(2_000_000)}<`)],
    ['sections that do not end', feed(`<item><title>a</title></item>${'<b><! [CDATA[</b>'.repeat(100_000)}]]></c>`)],
    ['comments without ends of their own', feed(`<item><title>a</title></item><item><description>${'<!-- '.repeat(100_000)}</description>${'x'.repeat(2_000_000)}--></item>`)],
    ['tags that do not end', feed(`<item><title>a</title></item><b></b>${'</b'.repeat(300_000)}`)],
    ['blanks without end', `${' '.repeat(4_000_000)}${feed('<item><title>a</title></item>')}`],
    ['declarations without end', `${'<?x ?>'.repeat(300_000)}${feed('<item><title>a</title></item>')}`],
    ['brackets without end', `<!DOCTYPE rss [${']'.repeat(1_000_000)} ]>${feed('<item><title>a</title></item>')}`],
  ])('%s', async (_, document) => {
    const parsed = await timed(() => read(document));
    expect(parsed.items[0]?.title).toMatch(/^a/);
    expect(parsed.items[0]?.title?.length).toBeLessThan(2_000);
  });

  it.each([
    ['items that never end', `<rss><channel>${'<item><title>a</title>'.repeat(200_000)}`],
    ['elements of one item', `<rss><channel><item>${'<category>a</category>'.repeat(700_000)}</item></channel></rss>`],
    ['two million elements', `<rss><channel><x>${'<a/>'.repeat(2_000_000)}</x></channel></rss>`],
    ['tags that never end', `<rss><channel>${'<a>'.repeat(1_000_000)}`],
    ['divs that never end', `<feed><entry><content type="xhtml">${'<div>'.repeat(1_000_000)}`],
  ])('%s fail at once', async (_, document) => {
    expect((await timed(() => refuse(document))).code).toMatch(/^too-/);
  });
});

describe('what is mended is told', () => {
  it.each<[string, string, readonly string[]]>([
    ['nothing', feed('<item><title>a</title></item>'), []],
    ['a stray ampersand', feed('<item>\n<title>a & b</title></item>'), ['Not well-formed at line 2, column 11 (invalid character in entity name), mended.']],
    ['text before the feed', `Warning: x\n${feed('')}`, ['Text before the feed was passed over.']],
    ['control characters', feed('<item><title>\u0001</title></item>'), ['Control characters were left out.']],
    ['a tail that is cut off', '<rss version="2.0"><channel><item><title>a</title></item><item><title>b', ['The document is cut off inside an item, which was left out.']],
  ])('%s', async (_, document, notes) => {
    expect((await read(document)).notes.filter((note) => !/unclosed/.test(note))).toEqual(notes);
  });
});

describe('when to come back', () => {
  it.each<[string, string, object]>([
    ['ttl', '<ttl>60</ttl>', { ttl: 3_600_000 }],
    ['a ttl that is none', '<ttl>soon</ttl>', { ttl: undefined }],
    ['a ttl of nothing', '<ttl>0</ttl>', { ttl: undefined }],
    ['a period', '<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>', { ttl: 21_600_000 }],
    ['hours', '<skipHours><hour>0</hour><hour>23</hour><hour>24</hour><hour>x</hour></skipHours>', { skipHours: [0, 23] }],
    ['days', '<skipDays><day>Saturday</day><day>sunday</day><day>Never</day></skipDays>', { skipDays: [6, 0] }],
  ])('%s', async (_, head, expected) => {
    const { ttl, skipHours, skipDays } = await read(feed(head));
    expect({ ttl, skipHours, skipDays }).toEqual({ ttl: undefined, skipHours: undefined, skipDays: undefined, ...expected });
  });
});
