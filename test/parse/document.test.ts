import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../src/model.js';
import { parseDocument, type ParsedDocument } from '../../src/parse/index.js';
import { read, refuse } from './read.js';

const LINK = 'https://example.org/a%25E5%25A4%25A9?b=1';

function parsed(text: string): ParsedDocument {
  const result = parseDocument(text, { url: 'file:///archive/1.md', timezone: 'Asia/Shanghai' });
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

const bare = (title: string, body: string, stamp = '1732901943000', link = LINK): string => `<!--${stamp}-->\n[${title}](${link})\n------\n\n${body}\n`;

describe('an archived document', () => {
  it('has stamp, title, link and body', () => {
    expect(parsed(bare('Rain', '<p>It rains.</p>'))).toEqual({
      item: { stamp: 1_732_901_943_000, title: 'Rain', link: LINK, content: '<p>It rains.</p>', authors: [], categories: [], enclosures: [], base: LINK },
      notes: [],
    });
  });

  it.each([
    ['[Diplomacy] some', '[Diplomacy] some'],
    ['a](b) c', 'a](b) c'],
    ['"Quotes" (and brackets)', '"Quotes" (and brackets)'],
    ['<b>not markup</b> &amp;', '<b>not markup</b> &amp;'],
    ['two\n  lines', 'two lines'],
    ['two\r\nlines', 'two lines'],
    [' around ', 'around'],
  ])('takes the title %j as it stands, on one line', (written, title) => {
    expect(parsed(bare(written, 'x')).item).toMatchObject({ title, link: LINK });
  });

  it.each([
    ['https://example.org/wiki/Rain_(film)', 'https://example.org/wiki/Rain_(film)'],
    ['http://例え.jp/%25E3', 'http://例え.jp/%25E3'],
  ])('takes the link %s as it stands', (written, link) => {
    expect(parsed(bare('a', 'x', '1', written)).item.link).toBe(link);
  });

  it.each(['', 'javascript:alert(1)', '/relative', 'no address'])('takes %j for no link', (link) => {
    expect(parsed(bare('a', 'x', '1', link)).item).toMatchObject({ title: 'a', base: 'file:///archive/1.md' });
    expect(parsed(bare('a', 'x', '1', link)).item).not.toHaveProperty('link');
  });

  it.each([['NaN'], ['99999999999999999']])('has no stamp where it says %s', (stamp) => {
    expect(parsed(bare('a', 'x', stamp)).item).not.toHaveProperty('stamp');
    expect(parsed(bare('a', 'x', stamp)).item.title).toBe('a');
  });

  it.each([
    ['a list', `tags:\n${'  - rain\n'.repeat(100_000)}`],
    ['a list on one line', `tags: [${'rain, '.repeat(100_000)}]\n`],
    ['names', Array.from({ length: 100_000 }, (_, n) => `name${n}: a\n`).join('')],
    ['one name', 'title: a\n'.repeat(100_000)],
    ['brackets', `tags: ${'['.repeat(200_000)}\n`],
  ])('is read without its front matter where that is endless: %s', (_, matter) => {
    const before = process.cpuUsage();
    const { item, notes } = parsed(`---\n${matter}---\n${bare('Rain', 'x')}`);
    expect(item).toMatchObject({ title: 'Rain', link: LINK, content: 'x' });
    expect(notes).toEqual([expect.stringMatching(/front matter was passed over/)]);
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(1_000);
  });

  it.each<[string, string | undefined]>([
    ['<p>a</p>\n\n<p>b</p>\n', '<p>a</p>\n\n<p>b</p>\n'],
    ['  <p>a</p>  ', '  <p>a</p>  '],
    ['a\n------\nb', 'a\n------\nb'],
    ['[x](y)\n------\n\nz', '[x](y)\n------\n\nz'],
    ['', undefined],
  ])('keeps the body %j as it stands', (body, content) => {
    expect(parsed(bare('a', body)).item.content).toBe(content);
  });

  it('may have line ends of any kind', () => {
    expect(parsed(bare('a', '<p>b</p>').replaceAll('\n', '\r\n')).item).toMatchObject({ title: 'a', link: LINK, content: '<p>b</p>', stamp: 1_732_901_943_000 });
  });

  it('may lack the empty line and the last line end', () => {
    expect(parsed(`<!--1-->\n[a](${LINK})\n------\n<p>b</p>`).item.content).toBe('<p>b</p>');
  });

  it('gives every body back', () => {
    fc.assert(
      fc.property(fc.string(), fc.string().filter((body) => body.trim() !== ''), (title, body) => {
        const plain = title.replace(/[\r\n]/g, '');
        fc.pre(!plain.includes('------'));
        const { item } = parsed(bare(plain, body));
        expect(item.content).toBe(body);
        expect(item.title ?? '').toBe(plain.trim());
      }),
    );
  });

  it('is told from a feed by its first line', async () => {
    const feed = await read(bare('雨', '<p>雨</p>'));
    expect(feed).toMatchObject({ format: 'document', items: [{ title: '雨' }] });
    expect(await read(`---\ntitle: Rain\n---\n${bare('雨', 'x')}`)).toMatchObject({ format: 'document', items: [{ title: '雨' }] });
  });

  it('without its rule is none', async () => {
    expect((await refuse('<!--1732901943000-->\n[a](https://example.org/)\nbody')).message).toMatch(/line of hyphens/);
  });
});

describe('front matter', () => {
  const wild = `---\ntitle: "Rain: again"\ndate: 2024-11-30 01:39:03\nauthor: Ann\nfrom: News\ntags: [rain, sun]\ncategories:\n  - weather\n---\n`;

  it('tells author, date and categories', () => {
    expect(parsed(wild + bare('Rain', '<div>x</div>')).item).toEqual<Item>({
      stamp: 1_732_901_943_000,
      title: 'Rain',
      link: LINK,
      content: '<div>x</div>',
      authors: [{ name: 'Ann' }],
      categories: [{ term: 'weather' }, { term: 'rain' }, { term: 'sun' }],
      published: { at: Date.UTC(2024, 10, 29, 17, 39, 3) },
      enclosures: [],
      base: LINK,
    });
  });

  it('stands in for a missing title', () => {
    expect(parsed(wild + bare('', 'x')).item.title).toBe('Rain: again');
  });

  it('of our own export comes back untouched', () => {
    const ours = { id: 'urn:uuid:1', keys: ['a', 'b'], seen: { first: 1_732_901_943_000 } };
    const text = `---\nfeedrelay:\n  id: urn:uuid:1\n  keys: [a, b]\n  seen: { first: 1732901943000 }\n---\n${bare('a', 'x')}`;
    expect(parsed(text)).toMatchObject({ ours, item: { title: 'a', content: 'x' } });
    expect(parsed(bare('a', 'x'))).not.toHaveProperty('ours');
  });

  it('that is no YAML is passed over and told', () => {
    const { item, notes } = parsed(`---\ntitle: [unclosed\n---\n${bare('a', 'x')}`);
    expect(item.title).toBe('a');
    expect(notes).toEqual([expect.stringContaining('front matter')]);
  });

  it('that is a bomb costs nothing', () => {
    const bomb = `---\na: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'.replace(/./g, (key, index: number) => `${key}: &${key} [${Array(9).fill(`*${'abcdefghij'.charAt(index)}`).join(',')}]\n`)}---\n`;
    const before = process.cpuUsage();
    expect(parsed(bomb + bare('a', 'x')).item.title).toBe('a');
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(1_000);
  });

  it('that does not end is the body of nothing', () => {
    expect(parsed(`---\ntitle: a\n${bare('b', 'x')}`).item.content).toBe('x');
  });
});
