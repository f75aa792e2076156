import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveSourceId } from '../../src/config/index.js';

describe('a new source is named', () => {
  it.each([
    ['after its title', 'https://a.example/feed', 'The Daily Relay', 'the-daily-relay'],
    ['without accents', 'https://a.example/feed', 'Société Générale — À la une', 'societe-generale-a-la-une'],
    ['without an English apostrophe', 'https://a.example/feed', "Ann's blog: don’t panic", 'anns-blog-dont-panic'],
    ['in the words of an elision', 'https://a.example/feed', "L'Équipe d'été", 'l-equipe-d-ete'],
    ['after the Latin part of its title', 'https://a.example/feed', '美国之音 VOA', 'voa'],
    ['after its file, where the title has no Latin word', 'https://feedx.net/rss/mgzy1.xml', '美国之音', 'mgzy1'],
    ['after the telling part of the path', 'https://a.example/blog/gardening/feed.xml', undefined, 'gardening'],
    ['after its host, where the path says only "feed"', 'https://www.gardening.example.com/feed/rss.xml', undefined, 'example'],
    ['after its host alone', 'https://gardening.com', undefined, 'gardening'],
    ['after an address', 'http://192.168.1.5/feed', undefined, '192-168-1-5'],
    ['in whole words, not too long', 'https://a.example/', 'one two three four five six seven eight nine ten', 'one-two-three-four-five-six-seven-eight'],
    ['after a folder', 'file:///srv/archive/voa', undefined, 'voa'],
    ['somehow', 'nonsense:', undefined, 'source'],
  ])('%s', (_, url, title, id) => {
    expect(deriveSourceId(url, title, new Set())).toBe(id);
  });

  it('with a number where the name is taken', () => {
    expect(deriveSourceId('https://feedx.net/rss/dw.xml', undefined, new Set(['dw', 'dw-2']))).toBe('dw-3');
  });

  it('so that the configuration takes it, whatever stands in title and address', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string({ unit: 'grapheme' })), fc.option(fc.string({ unit: 'grapheme' }), { nil: undefined }), (url, title) => {
        expect(deriveSourceId(url, title, new Set())).toMatch(/^[a-z0-9-]{1,100}$/);
      }),
    );
  });
});
