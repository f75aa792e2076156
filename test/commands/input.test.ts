import { expect, test } from 'vitest';
import { addressOf } from '../../src/commands/preview/input.js';

test.each([
  ['https://Site.Example/a b', 'https://site.example/a%20b'],
  ['HTTP://site.example', 'http://site.example/'],
  ['feed.xml', 'file:///work/feed.xml'],
  ['../archive/', 'file:///archive'],
  ['/a/what?#100%.xml', 'file:///a/what%3F%23100%25.xml'],
  ['file:feed.xml', 'file:///work/feed.xml'],
  ['file:///a/b%20c.xml', 'file:///a/b%20c.xml'],
  ['site.example/feed', 'file:///work/site.example/feed'],
  ['文件.md', 'file:///work/%E6%96%87%E4%BB%B6.md'],
])('%s is %s', (typed, address) => {
  expect(addressOf(typed, '/work')).toEqual({ ok: true, value: address });
});

test.each(['', '  '])('%j names nothing', (typed) => {
  expect(addressOf(typed, '/work')).toEqual({ ok: false, failure: { code: 'bad-address', message: 'This names nothing: name an address, a file or a folder.' } });
});

test.each(['http://', 'https://[::1', 'file://elsewhere.example/x', 'file:///a%2Fb'])('%s is refused in a sentence', (typed) => {
  expect(addressOf(typed, '/work')).toEqual({ ok: false, failure: { code: 'bad-address', message: expect.stringMatching(/^\S+ (?:cannot be read|names no file).*\.$/) as string } });
});
