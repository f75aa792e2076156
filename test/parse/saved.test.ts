import { describe, expect, it } from 'vitest';
import { read } from './read.js';

const url = 'file:///var/feeds/saved.xml';

const saved = (head: string, entry: string, base = '/a/'): string => `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="${base}">${head}<entry><title>Rain</title>${entry}</entry></feed>`;
const SELF = '<link rel="self" href="https://example.org/feed.atom"/>';
const HOME = '<link href="https://example.org/home/"/>';

/** A feed in a file of ours names its addresses as it did where it came from. */
describe('a relative base in a saved feed', () => {
  it.each<[what: string, document: string, item: object]>([
    ['is relative to the address that it calls its own', saved(SELF, '<link href="1"/>'), { link: 'https://example.org/a/1', base: 'https://example.org/a/' }],
    ['else to its page', saved(HOME, '<link href="1"/>', 'b/'), { link: 'https://example.org/home/b/1' }],
    ['is so in an entry too', saved(SELF, '<link href="1"/><content xml:base="b/">a</content>'), { link: 'https://example.org/a/1', base: 'https://example.org/a/b/' }],
    ['is so in RSS too', `<rss version="2.0" xml:base="/a/"><channel><link>https://example.org/</link><item><link>1</link></item></channel></rss>`, { link: 'https://example.org/a/1' }],
    ['takes no whole link away', saved('', '<link href="https://example.org/1"/>'), { link: 'https://example.org/1' }],
    ['that is whole decides by itself', saved(SELF, '<link href="1"/>', 'https://example.net/c/'), { link: 'https://example.net/c/1' }],
    ['of nothing known leads nowhere', saved('', '<link href="1"/>'), { title: 'Rain' }],
  ])('%s', async (_what, document, item) => {
    const [first] = (await read(document, { url })).items;
    expect(first).toMatchObject(item);
    expect(first?.link ?? '').not.toMatch(/^file:/);
  });
});
