import { describe, expect, it } from 'vitest';
import { parseConfiguration } from '../../src/config/index.js';
import type { Configuration } from '../../src/model.js';

/** What a text is read as; `undefined` where it is refused. */
function read<T>(text: string, pick: (configuration: Configuration) => T): T | undefined {
  const loaded = parseConfiguration(text, 'f.yaml', {}, '/srv/feeds here');
  return loaded.ok ? pick(loaded.configuration) : undefined;
}

describe('sizes', () => {
  it.each([
    ['1', 1],
    ['"1024"', 1024],
    ['512KB', 512_000],
    ['20MB', 20_000_000],
    ['20 mb', 20_000_000],
    ['1.5GB', 1_500_000_000],
    ['1GiB', 1_073_741_824],
    ['2KiB', 2048],
    ['0', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['20M', undefined],
    ['MB', undefined],
    ['1e3MB', undefined],
    ['999999999999TB', undefined],
  ])('%s', (text, bytes) => {
    expect(read(`limits: { body: ${text} }`, ({ limits }) => limits.body)).toBe(bytes);
  });
});

describe('lengths of time', () => {
  it.each([
    ['30s', 30_000],
    ['500ms', 500],
    ['2m', 120_000],
    ['1.5 h', 5_400_000],
    ['30', undefined],
    ['0s', undefined],
    ['30 sec', undefined],
  ])('%s', (text, milliseconds) => {
    expect(read(`limits: { timeout: ${text} }`, ({ limits }) => limits.timeout)).toBe(milliseconds);
  });
});

describe('schedules', () => {
  it.each([
    ['every 15m', { kind: 'every', ms: 900_000 }],
    ['Every 2 h', { kind: 'every', ms: 7_200_000 }],
    ['every 1d', { kind: 'every', ms: 86_400_000 }],
    ['every 90s', { kind: 'every', ms: 90_000 }],
    ['*/30 * * * *', { kind: 'cron', line: '*/30 * * * *' }],
    ['0 */30 8-20 * * mon-fri', { kind: 'cron', line: '0 */30 8-20 * * mon-fri' }],
    ['every 1.5h', undefined],
    ['every 400d', undefined],
    ['every 99999999999d', undefined],
    ['15m', undefined],
    ['0 0 30 2 *', undefined],
    ['* * * * * * *', undefined],
  ])('%s', (text, schedule) => {
    expect(read(`sources: [{ id: a, url: "https://a.example/", schedule: "${text}" }]`, ({ sources }) => sources[0]?.schedule)).toEqual(schedule);
  });
});

describe('where feedrelay listens, and what its address is where none is given', () => {
  it.each([
    ['127.0.0.1:8080', '127.0.0.1', 8080, 'http://127.0.0.1:8080'],
    ['localhost:80', 'localhost', 80, 'http://localhost'],
    [':8080', '0.0.0.0', 8080, 'http://127.0.0.1:8080'],
    ['[::1]:8080', '::1', 8080, 'http://[::1]:8080'],
    ['[::]:8080', '::', 8080, 'http://127.0.0.1:8080'],
    ['127.0.0.1:0', '127.0.0.1', 0, 'http://127.0.0.1:0'],
  ])('%s', (text, host, port, baseUrl) => {
    expect(read(`server: { listen: "${text}" }`, ({ server }) => server)).toEqual({ listen: { host, port }, baseUrl });
  });

  it.each(['8080', '127.0.0.1', '::1:8080', '[nonsense]:1', 'host:99999', 'http://host:80', 'ho st:1'])('not %s', (text) => {
    expect(read(`server: { listen: "${text}" }`, ({ server }) => server)).toBeUndefined();
  });
});

describe('the address as readers see it', () => {
  it.each([
    ['https://Feeds.Example.org/', 'https://feeds.example.org'],
    ['https://example.org/feeds//', 'https://example.org/feeds'],
    ['http://example.org:80/x', 'http://example.org/x'],
    ['https://example.org/?a', undefined],
    ['https://me@example.org/', undefined],
    ['ftp://example.org/', undefined],
    ['example.org', undefined],
  ])('%s', (text, baseUrl) => {
    expect(read(`server: { baseUrl: "${text}" }`, ({ server }) => server.baseUrl)).toBe(baseUrl);
  });
});

describe('stores', () => {
  it.each([
    ['sqlite:./cache/f.db', 'sqlite:/srv/feeds here/cache/f.db'],
    ['sqlite:/var/lib/f.db', 'sqlite:/var/lib/f.db'],
    ['sqlite:///var/lib/f.db', 'sqlite:/var/lib/f.db'],
    ['memory:', 'memory:'],
    ['memory', 'memory:'],
    ['memory:x', undefined],
    ['redis://h:6379/0', 'redis://h:6379/0'],
    ['rediss://u:p@h', 'rediss://u:p@h'],
    ['sqlite:', undefined],
    ['sqlite::memory:', undefined],
    ['sqlite://relative/f.db', undefined],
    ['sqlite:./folder/', undefined],
    ['redis://', undefined],
    ['redis://h/zero', undefined],
    ['valkey://h', undefined],
    ['./cache/f.db', undefined],
  ])('%s', (text, store) => {
    expect(read(`store: "${text}"`, (configuration) => configuration.store)).toBe(store);
  });
});

describe('addresses of sources', () => {
  it.each([
    ['https://Feeds.Example.org', 'https://feeds.example.org/'],
    ['http://xn--fsq.example/新闻#top', 'http://xn--fsq.example/%E6%96%B0%E9%97%BB'],
    ['file:samples', 'file:///srv/feeds%20here/samples'],
    ['file:./samples/', 'file:///srv/feeds%20here/samples'],
    ['file:../a.xml', 'file:///srv/a.xml'],
    ['file:/srv/a b.xml', 'file:///srv/a%20b.xml'],
    ['file:///srv/a%20b.xml', 'file:///srv/a%20b.xml'],
    ['file://localhost/srv/a', 'file:///srv/a'],
    ['file:///', 'file:///'],
    ['file://elsewhere/a', undefined],
    ['file:a%zz', undefined],
    ['file:a?b', undefined],
    ['javascript:alert(1)', undefined],
    ['https:feeds.example.org', undefined],
  ])('%s', (text, url) => {
    expect(read(`sources: [{ id: a, url: "${text}" }]`, ({ sources }) => sources[0]?.url)).toBe(url);
  });
});

describe('pictures', () => {
  const images = (written: string) => read(`sources: [{ id: a, url: "https://a.example/", images: ${written} }]`, ({ sources }) => sources[0]?.images);
  const plain = { hosts: [], https: [] };

  it.each([
    ['direct', { default: { kind: 'direct' }, ...plain }],
    ['keep', { default: { kind: 'keep' }, ...plain }],
    ['relay', { default: { kind: 'relay' }, ...plain }],
    ['"https://p.example/?u={url}&w=1"', { default: { kind: 'template', template: 'https://p.example/?u={url}&w=1' }, ...plain }],
    ['"https://p.example/{raw}"', { default: { kind: 'template', template: 'https://p.example/{raw}' }, ...plain }],
    [
      '{ default: keep, hosts: { "*.DW.com": relay, a.example: direct }, https: ["*.dw.com", 新闻.example] }',
      {
        default: { kind: 'keep' },
        hosts: [
          { pattern: '*.dw.com', mode: { kind: 'relay' } },
          { pattern: 'a.example', mode: { kind: 'direct' } },
        ],
        https: ['*.dw.com', 'xn--efvy88h.example'],
      },
    ],
    ['{ https: ["*.dw.com"] }', { default: { kind: 'direct' }, hosts: [], https: ['*.dw.com'] }],
    ['"https://p.example/?u={url}&{size}"', undefined],
    ['"javascript:{url}"', undefined],
    ['{ hosts: { "*": relay } }', undefined],
    ['{ hosts: { "a.*.example": relay } }', undefined],
    ['{ hosts: { "https://a.example": relay } }', undefined],
  ])('%s', (written, read) => {
    expect(images(written)).toEqual(read);
  });
});

describe('hostile keys', () => {
  it.each(['__proto__: { x: 1 }', 'constructor: 1', 'toString: 1'])('%s leaves no trace', (text) => {
    const loaded = parseConfiguration(text, 'f.yaml', {}, '/');
    expect(loaded.ok).toBe(false);
    expect('x' in {}).toBe(false);
  });
});
