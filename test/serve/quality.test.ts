import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseEncoding, chooseLanguage } from '../../src/serve/quality.js';

test.each<[string | undefined, string]>([
  [undefined, 'identity'],
  ['', 'identity'],
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['GZIP', 'gzip'],
  ['br', 'br'],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip;q=1.0, br;q=0.9', 'gzip'],
  ['br;q=0.5 , gzip ; q=0.8', 'gzip'],
  ['deflate, zstd', 'identity'],
  ['deflate, gzip;q=0', 'identity'],
  ['*', 'br'],
  ['*, br;q=0', 'gzip'],
  ['gzip, *;q=0', 'gzip'],
  ['gzip;q=0.1', 'gzip'],
  ['gzip;q=0.1, identity;q=0.5', 'identity'],
  ['gzip;q=0.5, *;q=0.7', 'br'],
  ['identity', 'identity'],
  ['identity;q=0, gzip', 'gzip'],
  // Nothing is acceptable: bytes are better than a refusal.
  ['identity;q=0', 'identity'],
  ['*;q=0', 'identity'],
  ['identity;q=0, deflate', 'identity'],
  // A weight that cannot be read is no wish.
  ['br;q=2, gzip', 'gzip'],
  ['br;q=high, gzip;q=0.2', 'gzip'],
  ['br;q=, gzip', 'gzip'],
  [',,;q=1,gzip', 'gzip'],
])('Accept-Encoding %j is answered in %s', (header, encoding) => {
  expect(chooseEncoding(header)).toBe(encoding);
});

test.each<[string | undefined, string]>([
  [undefined, 'en'],
  ['', 'en'],
  ['zh', 'zh'],
  ['zh-Hant-TW', 'zh'],
  ['ZH-cn', 'zh'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['en-US,en;q=0.9,zh;q=0.8', 'en'],
  ['en;q=0.5, zh;q=0.7', 'zh'],
  ['de, fr;q=0.9', 'en'],
  ['de, zh;q=0.1', 'zh'],
  ['zh;q=0', 'en'],
  ['*', 'en'],
  ['zha', 'en'],
])('Accept-Language %j is answered in %s', (header, language) => {
  expect(chooseLanguage(header)).toBe(language);
});

test('no header, however odd, is refused or slow', () => {
  const oddities = fc.string({ unit: fc.constantFrom(',', ';', 'q', '=', '0', '.', '1', ' ', 'gzip', 'br', 'zh', '*', '\t', '-'), maxLength: 400 });
  fc.assert(fc.property(oddities, (header) => {
    expect(['br', 'gzip', 'identity']).toContain(chooseEncoding(header));
    expect(['en', 'zh']).toContain(chooseLanguage(header));
  }));
});
