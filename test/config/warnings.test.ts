import { describe, expect, it } from 'vitest';
import { formatMistake, parseConfiguration } from '../../src/config/index.js';

function warnings(text: string, env: NodeJS.ProcessEnv = {}): string[] {
  const loaded = parseConfiguration(text, 'f.yaml', env, '/srv');
  return (loaded.ok ? loaded.warnings : loaded.mistakes).map(formatMistake);
}

const source = (keys: string): string[] => warnings(`sources:\n  - { id: a, url: "https://feeds.example.org/", ${keys} }`);

describe('feeds that lead their readers to themselves', () => {
  const sources = 'sources: [{ id: a, url: "https://a.example/" }]';
  it.each([
    ['server: { listen: ":8080" }', 'f.yaml:1:19: feedrelay listens to other machines, but its feeds name themselves http://127.0.0.1:8080, which leads those to themselves: set server.baseUrl to the address that readers use'],
    ['server: { listen: ":8080", baseUrl: "http://localhost" }', 'f.yaml:1:37: feedrelay listens to other machines, but its feeds name themselves http://localhost, which leads those to themselves: set server.baseUrl to the address that readers use'],
  ])('%s', (server, told) => {
    expect(warnings(`${server}\n${sources}`)).toEqual([told]);
  });

  it.each(['server: { listen: "127.0.0.1:1", baseUrl: "http://[::1]/" }', 'server: { listen: ":80", baseUrl: "http://feeds.example.org" }', 'server: { listen: "192.168.1.2:80" }'])(
    'but not %s',
    (server) => {
      expect(warnings(`${server}\n${sources}`)).toEqual([]);
    },
  );
});

describe('an impolite schedule', () => {
  it.each([
    ['schedule: every 5s', '5 s'],
    ['schedule: every 30s', '30 s'],
    ['schedule: every 2m', '2 min'],
    ['schedule: "* * * * *"', '1 min'],
    ['schedule: "*/10 * * * * *"', '10 s'],
    ['schedule: "58,1 * * * *"', '3 min'],
  ])('%s', (schedule, often) => {
    expect(source(schedule)).toEqual([
      `f.yaml:2:59: "a" asks feeds.example.org every ${often}, which many publishers answer with a ban: every 15m is polite, and loses nothing unless the feed's window is shorter`,
    ]);
  });

  it('is told once where it is written for all: in defaults', () => {
    const told = warnings('defaults: { schedule: every 1m }\nsources: [{ id: a, url: "https://a.example/" }, { id: b, url: "https://b.example/" }]');
    expect(told).toEqual([expect.stringMatching(/^f\.yaml:1:23: "a" asks/)]);
  });

  it.each(['schedule: every 5m', 'schedule: "*/5 * * * *"', 'schedule: "0 0 * * *"', 'schedule: "@hourly"'])('but not %s', (schedule) => {
    expect(source(schedule)).toEqual([]);
  });

  it.each(['http://localhost:9/', 'http://192.168.1.5/', 'http://[fd00::1]/', 'http://nas/', 'http://nas.lan/', 'file:./a'])('of one\'s own %s is nobody\'s business', (url) => {
    expect(warnings(`sources: [{ id: a, url: "${url}", schedule: every 1s }]`)).toEqual([]);
  });
});

describe('a secret in clear text', () => {
  it.each([
    ['server: { token: abcdefgh }', 'f.yaml:1:18: server.token stands here in clear text: write "${FEEDRELAY_TOKEN}" and set that variable'],
    ['store: "redis://:hunter2@h:6379/0"', 'f.yaml:1:8: the password of the store stands here in clear text: write it as "${NAME}" and set that variable'],
  ])('%s', (text, told) => {
    expect(warnings(`${text}\nsources: [{ id: a, url: "https://a.example/" }]`)).toEqual([told]);
  });

  it.each(['Cookie', 'authorization', 'X-Api-Key', 'X-Auth-Token'])('in the header %s', (name) => {
    expect(source(`headers: { ${name}: hunter2 }`)).toEqual([`f.yaml:2:${62 + name.length}: ${name} stands here in clear text: write it as "\${NAME}" and set that variable`]);
  });

  it('in an address, which then is shown without it', () => {
    const loaded = parseConfiguration('sources: [{ id: a, url: "https://me:p%40ss@a.example/f" }]', 'f.yaml', {}, '/');
    expect(loaded.ok && loaded.configuration.sources[0]).toMatchObject({ url: 'https://a.example/f', headers: { Authorization: `Basic ${btoa('me:p@ss')}` } });
    expect(loaded.ok && loaded.warnings.map(formatMistake)).toEqual(['f.yaml:1:25: the password in this address stands here in clear text: write it as "${NAME}" and set that variable']);
  });

  it.each(['api_key', 'apikey', 'key', 'token', 'feed_token', 'access-token', 'secret', 'os_password', 'auth', 'pwd'])('in the parameter %s of an address', (name) => {
    expect(warnings(`sources: [{ id: a, url: "https://a.example/f?page=1&${name}=hunter2" }]`)).toEqual([
      `f.yaml:1:25: ${name} in this address stands here in clear text: write it as "\${NAME}" and set that variable`,
    ]);
  });

  it.each(['https://a.example/f?author=x', 'https://a.example/f?keyword=x&monkey=y', 'https://a.example/f?token=', 'https://a.example/f?token=${T}', 'https://a.example/token=x#?key=y'])('but not in %s', (url) => {
    expect(warnings(`sources: [{ id: a, url: "${url}" }]`, { T: 'x' })).toEqual([]);
  });

  it('but not from the environment, nor where nothing is secret', () => {
    expect(warnings('server: { token: "${T}" }\nsources: [{ id: a, url: "https://me:${T}@a.example/", headers: { Cookie: "a=${T}", Accept-Language: zh } }]', { T: 'long-enough' })).toEqual([]);
  });
});

describe('and the rest', () => {
  it('a token that is soon guessed', () => {
    expect(warnings('server: { token: "${T}" }\nsources: [{ id: a, url: "file:a.xml" }]', { T: 'abc' })).toEqual(['f.yaml:1:18: this token is short, and soon guessed: take a word of 8 characters at least']);
  });

  it('two sources with one address', () => {
    expect(warnings('sources:\n  - { id: a, url: "https://a.example/" }\n  - { id: b, url: "http://A.example" }')).toEqual([
      'f.yaml:3:19: "b" has the same address as "a": one source is enough, and merged feeds can show it again',
    ]);
  });

  it('a file or folder that is not there', () => {
    const loaded = parseConfiguration('sources:\n  - { id: a, url: "file:there" }\n  - { id: b, url: "file:gone.xml" }', 'f.yaml', {}, '/srv', (address) => address === 'file:///srv/there');
    expect(loaded.ok && loaded.warnings.map(formatMistake)).toEqual([
      'f.yaml:3:19: there is no file or folder /srv/gone.xml: make it or correct the path, which is relative to the working directory unless it begins with a slash',
    ]);
  });

  it.each([
    ['["*"]', 42],
    ['[".ad", p]', 49],
    ['[":not(.x)"]', 42],
    ['["p:first-child", "p + p"]', 41],
  ])('a remove rule %s that leaves nothing', (remove, column) => {
    expect(warnings(`sources:\n  - { id: a, url: "file:a.xml", remove: ${remove} }`)).toEqual([
      `f.yaml:2:${column}: this takes every paragraph out of every article of "a": name more closely what is to go, such as ".ad" or "aside > p"`,
    ]);
  });

  it('but not one that names some', () => {
    expect(warnings('sources: [{ id: a, url: "file:a.xml", remove: [".ad", aside, "p:first-child", div, body] }]')).toEqual([]);
  });

  it('no source at all', () => {
    expect(warnings('')).toEqual(['f.yaml:1:1: there is no source yet: add one with "feedrelay add URL", or in this file']);
  });
});
