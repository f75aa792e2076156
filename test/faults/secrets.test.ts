/** A secret of the operator's shows nowhere: neither in what we say, nor in what we publish, nor in what we keep. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configured, daemon, eventually, feedrelay, workFolder } from '../program/program.js';
import { answer, redirect, startUpstream, type Route } from '../support/upstream.js';

const folder = await workFolder();

const SECRETS = { COOKIE: 'canary-cookie', TOKEN: 'canary-token', KEY: 'canary-key-that-is-long-enough', PASSWORD: 'canary-password' };

/** Places all are relative, so that they are read against an address with a password. */
const FEED = `<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Quay</title><link>/</link><description/><atom:link rel="self" href="feed.xml"/>
  <image><url>logo.png</url></image>
  ${[1, 2, 3].map((n) => `<item><title>Story ${n}</title><link>story/${n}</link><guid>/story/${n}</guid><enclosure url="story/${n}.mp3" type="audio/mpeg" length="1"/><description><![CDATA[<p>Text ${n} <a href="more/${n}">more</a></p><img src="picture/${n}.jpg">]]></description></item>`).join('')}
</channel></rss>`;
const PAGE = '<!doctype html><title>Quay</title><link rel="alternate" type="application/rss+xml" href="feed.xml"><p>Welcome';

const routes: Readonly<Record<string, Route>> = {
  '/feed.xml': answer({ headers: { 'content-type': 'application/rss+xml' }, body: FEED }),
  '/moved': redirect('/feed.xml', 301),
  '/loop': redirect('/loop'),
  '/page': answer({ headers: { 'content-type': 'text/html' }, body: PAGE }),
  '/gone': answer({ status: 410 }),
  '/refused': answer({ status: 403, body: 'no' }),
  '/broken': answer({ body: '<rss><channel><item>' }),
};
const FAILING = ['loop', 'page', 'gone', 'refused', 'broken', 'missing'];

test('through every output of daemon and commands, well or failing', async () => {
  const upstream = await startUpstream(routes);
  const address = (path: string): string => `http://reader:\${PASSWORD}@${upstream.host}/${path}`;
  const source = (id: string, url: string): object => ({ id, url, headers: { Cookie: '${COOKIE}' }, schedule: 'every 1s', images: 'relay' });
  const sources = [source('quay', address('feed.xml')), source('moved', address('moved')), ...FAILING.map((id) => source(id, address(id))), source('closed', 'http://reader:${PASSWORD}@127.0.0.1:9/feed.xml')];
  const server = { listen: '127.0.0.1:0', token: '${TOKEN}', secret: '${KEY}' };
  const config = await configured(folder, 'secret', sources, { server, feeds: [{ id: 'all', sources: ['quay', 'moved'] }] });
  const env = { ...SECRETS, FEEDRELAY_LOG: 'trace' };
  const said: (readonly [place: string, text: string])[] = [];

  const { url, stop } = await daemon(['--config', config], { env });
  await eventually(async () => ((await (await fetch(`${url}/feeds/all.json`)).text()).includes('Story 3') ? true : undefined));
  await eventually(() => Promise.resolve([...FAILING, 'moved'].every((path) => upstream.count(`/${path}`) >= (path === 'moved' ? 3 : 1)) ? true : undefined));
  const feeds = ['quay', 'moved', 'all', 'page'].flatMap((id) => ['', '.atom', '.rss', '.json', '/archive/1.atom'].map((suffix) => `/feeds/${id}${suffix}`));
  for (const path of ['/', '/metrics', '/feeds.opml', '/healthz', '/readyz', '/nothing', ...feeds]) {
    const got = await fetch(url + path);
    said.push([path, `${JSON.stringify([...got.headers])}\n${await got.text()}`]);
  }
  for (const fields of [{ source: 'quay' }, { source: 'page' }, { source: 'quay', what: 'story/1' }, { source: 'loop' }, { what: `http://${upstream.host}/story/1` }]) {
    const got = await fetch(`${url}/inspect`, { method: 'POST', body: new URLSearchParams({ token: SECRETS.TOKEN, ...fields }) });
    said.push([`/inspect ${JSON.stringify(fields)}`, await got.text()]);
  }
  const ran = await stop();
  expect(ran.code).toBe(0);
  said.push(['run', ran.stdout + ran.stderr]);

  const site = join(folder, 'site');
  const exported = join(folder, 'exported');
  await writeFile(join(folder, 'odd.yaml'), 'sources:\n  - { id: odd, url: "${COOKIE}", schedule: "${PASSWORD}", profile: "${TOKEN}" }\n');
  const calls: readonly (readonly [args: readonly string[], more?: Readonly<Record<string, string>>])[] = [
    [['poll', '--out', site]],
    [['poll', '--json']],
    [['export', '--source', 'quay', exported]],
    [['export', '--source', 'quay', `${exported}-plain`, '--plain']],
    [['check']],
    [['check', '--config', join(folder, 'odd.yaml')]],
    [['preview', `http://reader:${SECRETS.PASSWORD}@${upstream.host}/feed.xml`, '--source', 'quay', '--as', 'ndjson']],
    [['preview', `http://reader:${SECRETS.PASSWORD}@${upstream.host}/page`]],
    [['opml', 'export']],
    [['store', 'check']],
    [['poll'], { FEEDRELAY_STORE: `redis://:${SECRETS.PASSWORD}@127.0.0.1:9/0` }],
    [['migrate', '--from', `redis://:${SECRETS.PASSWORD}@127.0.0.1:9/0`, '--to', `sqlite:${join(folder, 'none.db')}`]],
    [['poll'], { HTTP_PROXY: `http://reader:${SECRETS.PASSWORD}@127.0.0.1:9`, http_proxy: `http://reader:${SECRETS.PASSWORD}@127.0.0.1:9`, FEEDRELAY_STORE: 'memory:' }],
  ];
  for (const [args, more] of calls) {
    const { stdout, stderr } = await feedrelay(args.includes('--config') ? args : [...args, '--config', config], { env: { ...env, FEEDRELAY_DEBUG: '1', ...more } });
    said.push([args.join(' ').replaceAll(SECRETS.PASSWORD, '…'), stdout + stderr]);
  }
  for (const written of [site, exported, `${exported}-plain`]) {
    for (const entry of await readdir(written, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) said.push([`${written}/${entry.name}`, await readFile(join(entry.parentPath, entry.name), 'utf8')]);
    }
  }
  for (const name of await readdir(folder)) if (name.startsWith('secret.db')) said.push([name, await readFile(join(folder, name), 'latin1')]);
  await upstream.close();

  // Preview repeats its input as it was typed, for whoever typed it.
  const leaks = said.flatMap(([place, text]) => {
    const shown = place.startsWith('preview') ? text.replace(/"input":"[^"]*"/, '') : text;
    const at = shown.search(/canary-|cmVhZGVyOmNhbmFye/);
    return at < 0 ? [] : [`${place}: ${shown.slice(Math.max(0, at - 120), at + 60)}`];
  });
  expect(leaks).toEqual([]);
  expect(said.length).toBeGreaterThan(60);
});
