import { expect, it, vi } from 'vitest';
import { ask } from '../serve/client.js';
import { answer, startUpstream, type Route } from '../support/upstream.js';
import { running } from './running.js';

const SECRET = 'S3CRETVALUE';
const PAGE = '<!doctype html><html><title>Log in</title><p>Log in.</html>';

const feed = `<rss version="2.0"><channel><title>T</title>
<item><title>One</title><guid isPermaLink="false">1</guid><description>&lt;p&gt;&lt;a href="#top"&gt;up&lt;/a&gt; &lt;a href="next"&gt;on&lt;/a&gt;&lt;/p&gt;</description></item>
</channel></rss>`;
const echoing = (address: string): string => `<rss version="2.0"><channel><title>T</title><link>${address}</link>
<item><title>Two</title><link>${address}#two</link><guid isPermaLink="false">2</guid><description>Words.</description><enclosure url="${address}" type="audio/mpeg" length="1"/></item>
</channel></rss>`;
const picturing = (picture: string): string => `<rss version="2.0"><channel><title>The feed of ${picture}</title><image><url>${picture}</url><title/><link/></image>
<item><title>Three</title><link>${picture.replace('p.png', '3')}</link><guid isPermaLink="false">3</guid><description>&lt;p&gt;Seen.&lt;/p&gt;&lt;img src="${picture}"&gt;</description></item>
</channel></rss>`;
/** What the addresses of relayed pictures spell, so that everybody can read it. */
const spelled = (text: string): readonly string[] => [...text.matchAll(/\/img\/[\w-]{22}\/([\w-]+)(?:\.([\w-]+))?/g)].flatMap(([, picture = '', article = '']) => [picture, article].map((part) => Buffer.from(part, 'base64url').toString()));
const body = (text: string): Route => answer({ body: text });

it('shows nobody what ${NAME} stood for in a source’s address: not on pages, in the log, the metrics, answers, nor in what is published', async () => {
  const upstream = await startUpstream({
    '/page': body(PAGE),
    [`/in/${SECRET}/path`]: body(PAGE),
    '/empty': body(''),
    '/text': body('no feed at all'),
    '/list': body('<opml version="2.0"><body/></opml>'),
    '/gone': (_request, response) => response.writeHead(410).end(),
    '/moved': (_request, response) => response.writeHead(301, { location: `/there?key=${SECRET}` }).end(),
    '/there': body(feed),
    '/feed': body(feed),
    '/cut': body(`This token is not any of ours: ${SECRET}`),
    '/relayed': body(picturing(`http://site.example/p.png?key=${SECRET}`)),
    '/echo': body(echoing(`http://site.example/?key=${SECRET}`)),
  });
  const heard: string[] = [];
  const paths = ['page?key=${SEC}', 'in/${SEC}/path', 'empty?key=${SEC}', 'text?key=${SEC}', 'list?key=${SEC}', 'gone?key=${SEC}', 'moved?key=${SEC}', 'feed?key=${SEC}', 'cut?key=${SEC}', 'relayed?key=${SEC}', 'echo?key=${SEC}'];
  const ids = paths.map((path) => path.replace(/\W.*/, ''));
  const sources = paths.map((path, place) => `  - { id: ${ids[place] ?? ''}, url: "${upstream.origin}/${path}", schedule: every 1h${path.startsWith('relayed') ? ', images: relay' : ''} }\n`).join('');
  const { url } = await running(`sources:\n${sources}`, { server: '  token: "${TOKEN}"\n', env: { SEC: SECRET, TOKEN: 'letmein-letmein' }, heard });

  const token = { authorization: 'Bearer letmein-letmein' };
  const answers: string[] = [];
  const look = async (path: string, method = 'GET', body = ''): Promise<string> => {
    const { text } = await ask(`${url}${path}`, { method, headers: { ...token, ...(body === '' ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) }, ...(body === '' ? {} : { body }) });
    answers.push(text);
    return text;
  };
  await vi.waitFor(() => expect(heard.filter((line) => line.includes('"polled ')).length).toBe(paths.length), 15_000);
  for (let again = 0; again < 3; again += 1) await look('/poll', 'POST');
  const page = await look('/');
  expect(page).toContain('/page?key=${SEC} is a web page');
  expect(page).toContain('/there?key=${SEC}');
  expect(heard.join('')).toContain('/gone?key=${SEC} says it is gone for good');
  for (const path of ['/metrics', '/feeds.opml', ...ids.flatMap((id) => ['', '.atom', '.rss', '.json'].map((form) => `/feeds/${id}${form}`))]) await look(path);
  for (const id of ids) await look('/inspect', 'POST', `source=${id}`);
  expect(await look('/feeds/feed.json')).toContain(`${upstream.origin}/feed#top`);
  expect(await look('/feeds/echo.json')).toContain('"http://site.example/#two"');
  // Half of it is too much as well.
  expect(page).toContain('text that begins &quot;This token is not any of ours:…&quot;');
  for (const secret of [SECRET, SECRET.slice(0, 6)]) {
    expect(answers.filter((text) => text.includes(secret))).toEqual([]);
    expect(heard.filter((line) => line.includes(secret))).toEqual([]);
  }
  const pictures = answers.flatMap(spelled);
  expect(pictures).toContain('http://site.example/p.png');
  expect(pictures).toContain('http://site.example/3');
  expect(pictures.filter((address) => address.includes(SECRET))).toEqual([]);
  await upstream.close();
}, 60_000);
