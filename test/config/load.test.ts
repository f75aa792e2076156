import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultConfiguration, formatMistake, loadConfiguration, parseConfiguration, type Loaded } from '../../src/config/index.js';

const parse = (text: string, env: NodeJS.ProcessEnv = {}): Loaded => parseConfiguration(text, 'f.yaml', env, '/srv');

const mistakesOf = (loaded: Loaded): string[] => (loaded.ok ? [] : loaded.mistakes.map(formatMistake));

describe('what holds without a file', () => {
  it('is what the documentation shows', () => {
    expect(defaultConfiguration({}, '/srv')).toEqual({
      server: { listen: { host: '127.0.0.1', port: 8080 }, baseUrl: 'http://127.0.0.1:8080' },
      store: 'sqlite:/srv/cache/feedrelay.db',
      limits: { body: 20e6, item: 5e6, items: 5000, nesting: 256, redirects: 5, timeout: 30_000, picture: 10e6, pictureCache: 1e9 },
      sources: [],
      feeds: [],
      hidden: [],
    });
  });

  it('bends to the environment, but not to a mistake there', () => {
    expect(defaultConfiguration({ FEEDRELAY_STORE: 'memory:' }, '/srv').store).toBe('memory:');
    expect(defaultConfiguration({ FEEDRELAY_STORE: 'nonsense' }, '/srv').store).toBe('sqlite:/srv/cache/feedrelay.db');
  });
});

describe('a source', () => {
  const full = `
defaults: { schedule: every 1h, images: { default: keep, https: [img.example.org] }, keep: 100, limit: 10 }
sources:
  - { id: plain, url: "https://feeds.example.org/a.xml" }
  - id: own
    url: file:samples/
    title: 美国之音
    schedule: "0 */15 * * * *"
    profile: feedx
    images: relay
    remove: [".ad", "aside"]
    include: { title: "台湾|中国" }
    exclude: { title: "^广告" }
    timezone: Europe/Paris
    headers: { Cookie: "\${COOKIE}" }
    keep: all
    limit: 20
feeds:
  - { id: both, sources: [own, plain] }
`;
  const loaded = parse(full, { COOKIE: 'a=b' });
  const configuration = loaded.ok ? loaded.configuration : undefined;

  it('takes from defaults what it does not say itself', () => {
    expect(configuration?.sources[0]).toEqual({
      id: 'plain',
      url: 'https://feeds.example.org/a.xml',
      schedule: { kind: 'every', ms: 3_600_000 },
      profile: 'auto',
      images: { default: { kind: 'keep' }, hosts: [], https: ['img.example.org'] },
      remove: [],
      headers: {},
      keep: 100,
      limit: 10,
    });
  });

  it('may say everything itself; of pictures, key by key', () => {
    expect(configuration?.sources[1]).toEqual({
      id: 'own',
      url: 'file:///srv/samples',
      title: '美国之音',
      schedule: { kind: 'cron', line: '0 */15 * * * *' },
      profile: 'feedx',
      images: { default: { kind: 'relay' }, hosts: [], https: ['img.example.org'] },
      remove: ['.ad', 'aside'],
      include: { title: '台湾|中国' },
      exclude: { title: '^广告' },
      timezone: 'Europe/Paris',
      headers: { Cookie: 'a=b' },
      keep: 'all',
      limit: 20,
    });
  });

  it('is merged in the order the feed lists', () => {
    expect(configuration?.feeds).toEqual([{ id: 'both', sources: ['own', 'plain'], limit: 10 }]);
  });
});

describe('a reload', () => {
  const one = parse('sources: [{ id: a, url: "https://x.example/" }]');
  it.each([
    ['layout and comments change nothing', '# hello\nsources:\n  - url: https://x.example/\n    id: a\n', true],
    ['spelling out a default changes nothing', 'sources: [{ id: a, url: "https://x.example/", limit: 50 }]', true],
    ['another address is a change', 'sources: [{ id: a, url: "https://y.example/" }]', false],
  ])('%s', (_, text, same) => {
    const other = parse(text);
    expect(one.ok && other.ok && one.fingerprint === other.fingerprint).toBe(same);
  });
});

describe('a file that cannot be read', () => {
  it('is told by its name and the cure', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'feedrelay-'));
    await writeFile(join(folder, 'gbk.yaml'), Buffer.from([0x74, 0x3a, 0x20, 0xc3, 0xc0, 0xb9, 0xfa]));
    const mistakes = await Promise.all(['none.yaml', '.', 'gbk.yaml'].map(async (file) => mistakesOf(await loadConfiguration(file, {}, folder))));
    expect(mistakes).toEqual([
      ['none.yaml: there is no such file: name another with --config, or begin it with `feedrelay add URL`'],
      ['.: this is a folder: name the file in it'],
      ['gbk.yaml: the file is not UTF-8: save it in that encoding'],
    ]);
  });
});
