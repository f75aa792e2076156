import { elementsOf, textIn } from '../support/page-elements.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderStatus, type Health, type StatusModel, type Warning } from '../../src/serve/index.js';
import { clockAt } from '../../src/serve/pages/time.js';
import { fullModel, now, source } from './model.js';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

function showing(changes: Partial<StatusModel>, language: 'en' | 'zh' = 'en'): string {
  return renderStatus({ ...fullModel, sources: [], feeds: [], mistakes: [], warnings: [], ...changes }, language);
}

/** Of the first element of that class. */
function textOf(name: string, page: string): string | undefined {
  const element = elementsOf(page).find(({ attrs }) => attrs.some((attribute) => attribute.name === 'class' && attribute.value.split(' ').includes(name)));
  return element && textIn(element);
}

describe('health in words', () => {
  test.each<[Health, string, string]>([
    [{ kind: 'waiting' }, 'not polled yet, first try 13:20', '尚未抓取，首次抓取 13:20'],
    [{ kind: 'fresh', at: now - 4 * minute }, 'fresh 4 min ago', '4 分钟前有更新'],
    [{ kind: 'fresh', at: now - 1 }, 'fresh just now', '刚刚有更新'],
    [{ kind: 'unchanged', since: Date.UTC(2026, 10, 22, 1, 39) }, 'unchanged since 09:39', '自 09:39 起无变化'],
    [
      { kind: 'failing', since: now - 3 * hour, failure: { code: 'http-status', http: 503, message: 'a.example answers 503.' } },
      'failing for 3 h: a.example answers 503, next try 13:20', '已失败 3 小时：服务器返回 503，对方自身有故障，稍后重试。下次尝试 13:20',
    ],
    [
      { kind: 'failing', since: now - 3 * hour, failure: { code: 'refused', message: "The machine 'a.example' refuses: it may be down; look at its port." } },
      "failing for 3 h: the machine 'a.example' refuses: it may be down; look at its port. Next try 13:20.", '已失败 3 小时：连接被拒绝：服务器可能停机，或端口有误。下次尝试 13:20',
    ],
    [
      { kind: 'failing', since: now, failure: { code: 'http-status', http: 404, message: 'a.example answers 404.' } },
      'failed just now: a.example answers 404, next try 13:20', '刚刚失败：服务器返回 404，该地址没有内容：订阅源可能已搬迁或停更。下次尝试 13:20',
    ],
    [
      { kind: 'failing', since: now, failure: { code: 'dns', message: 'The name a.example leads nowhere.' } },
      'failed just now: the name a.example leads nowhere, next try 13:20', '刚刚失败：找不到域名 a.example，请检查地址是否有误，或本机是否联网。下次尝试 13:20',
    ],
    [
      { kind: 'failing', since: now, failure: { code: 'constructor', message: 'Something odd.' } },
      'failed just now: Something odd, next try 13:20', '刚刚失败：出错（Something odd）。下次尝试 13:20',
    ],
    [{ kind: 'gone', since: Date.UTC(2026, 10, 3) }, 'gone for good since 3 Nov, 08:00 (410): no longer polled', '自 11月3日 08:00 起永久消失（410），不再抓取'],
  ])('%j', (health, en, zh) => {
    const sources = [source({ id: 'voa', health, next: now + 16 * minute })];
    expect(textOf('health', showing({ sources }))).toBe(en);
    expect(textOf('health', showing({ sources }, 'zh'))).toBe(zh);
  });

  test('a time in it is one for programs too, in both languages', () => {
    const sources = [source({ id: 'voa', health: { kind: 'unchanged', since: Date.UTC(2026, 10, 22, 1, 39) } })];
    for (const language of ['en', 'zh'] as const) expect(showing({ sources }, language)).toMatch(/<p class="health[^>]*>[^<]*<time datetime="2026-11-22T01:39:00.000Z"[^>]*>09:39<\/time>/);
  });

  test.each([
    ['too-large', 'What a.example sends is larger than 20 MB; raise limits.body or limits.picture if that is expected.', '内容超出大小上限（20 MB）；'],
    ['no-answer', 'a.example gave no answer within 5 s; it is tried again later.', '服务器在 5 s 内没有应答，'],
    ['too-slow', 'a.example began to answer and was not done after 30 s; raise limits.timeout if it is always slow.', '未能在 30 s 的时限内完成；'],
    ['html', 'http://a.example/ is a web page, not a feed; the feeds it links are http://a.example/f (A & B), http://a.example/g.', '网页链接的订阅源：http://a.example/f (A &amp; B), http://a.example/g<'],
    ['html', 'http://a.example/ is a web page, not a feed, and links none; look on the site for the address of its feed.', '收到的是网页而不是订阅源，请在网站上查找'],
    ['not-found', 'There is no file or folder /srv/a.xml; check the path and the folder the program was started in.', '文件或文件夹 /srv/a.xml 不存在'],
    ['not-a-feed', 'http://a.example/ is JSON, but no JSON Feed: it has no list "items"; check the address.', '没有 items 列表'],
    ['not-a-feed', 'http://a.example/ is no feed: text that begins "hello" at line 1; check the address.', '收到的内容不是订阅源（开头是 &quot;hello&quot;）'],
    ['tls', 'a.example does not speak TLS as we do; check whether its address begins with http: or the port is another.', '是否应以 http: 开头'],
  ])('Chinese tells the particulars too: %s, %s', (code, message, words) => {
    expect(showing({ sources: [source({ id: 'voa', health: { kind: 'failing', since: now, failure: { code, message } }, next: now })] }, 'zh')).toContain(words);
  });

  test('what Chinese has words for keeps the whole sentence, with its place, as title', () => {
    const sources = [source({ id: 'voa', health: { kind: 'failing', since: now, failure: { code: 'dns', message: 'The name a.example leads nowhere.' } } })];
    expect(showing({ sources }, 'zh')).toContain('<span title="The name a.example leads nowhere.">找不到域名 a.example');
  });
});

test('what fails stands first, and since when is told in words from its first minute', () => {
  const sources = [source({ id: 'voa' }), source({ id: 'bbc', health: { kind: 'failing', since: now - 5_000, failure: { code: 'no-answer', message: 'No answer.' } }, next: now + 16 * minute })];
  const page = showing({ sources });
  expect(page.indexOf('id="source-bbc"')).toBeLessThan(page.indexOf('id="source-voa"'));
  expect(textOf('health', page)).toBe('failed just now: no answer, next try 13:20');
});

test('the head names five that fail and counts the others', () => {
  const failing = (count: number): string | undefined => textOf('summary', showing({ sources: Array.from({ length: count }, (_, at) => source({ id: `s${at}`, title: `S${at}`, health: { kind: 'gone', since: now } })) }));
  expect(failing(5)).toBe('5 sources, 5 failing S0 S1 S2 S3 S4');
  expect(failing(11)).toBe('11 sources, 11 failing S0 S1 S2 S3 S4 +6');
});

test.each<[Health, boolean]>([
  [{ kind: 'fresh', at: now }, true], [{ kind: 'unchanged', since: now }, true], [{ kind: 'waiting' }, false],
  [{ kind: 'failing', since: now, failure: { code: 'dns', message: 'No name.' } }, false], [{ kind: 'gone', since: now }, false],
])('the next poll is told once: of %j beside the last: %s', (health, beside) => {
  expect(showing({ sources: [source({ id: 'voa', health })] }).includes('<dt>Next poll</dt>')).toBe(beside);
});

test('an id is not told twice where it is the title', () => {
  expect(textOf('card', showing({ sources: [source({ id: 'voa', title: 'voa' })] }))).not.toMatch(/voa\s+voa/);
  expect(textOf('card', showing({ sources: [source({ id: 'voa', title: 'VOA' })] }))).toMatch(/VOA\s+voa/);
});

test('a merged feed tells when its last article came and how many of its sources fail', () => {
  const card = (failing: number): string | undefined => textOf('card', showing({ feeds: [{ id: 'all', title: 'All', sources: ['A', 'B'], failing, newest: now - 4 * minute }] }));
  expect(card(1)).toMatch(/from A, B\s+1 of its 2 sources failing\s+Last new4 min ago/);
  expect(card(0)).not.toContain('failing');
});

test('a warning leads to the card of its source', () => {
  expect(showing({ warnings: [{ kind: 'gap', id: 'dw', source: 'DW', at: now }] })).toContain('<a href="#source-dw"><code>dw</code></a> DW: articles');
});

test('the operator’s form stands below the sources, and Enter in it polls all of them', () => {
  const page = showing({ acts: true, sources: [source({ id: 'voa' })] });
  expect(page.indexOf('<form')).toBeGreaterThan(page.indexOf('id="source-voa"'));
  expect(page.indexOf('<button form="operator" hidden>')).toBeLessThan(page.indexOf('id="poll-voa"'));
});

describe('the summary', () => {
  test('counts what fails and what waits, and leads to what fails', () => {
    const page = showing({ sources: fullModel.sources });
    expect(page).toContain('5 sources, 2 failing, 1 not polled yet');
    expect(page).toContain('href="#source-bbc"');
    expect(page).toContain('<title>(2) feedrelay');
  });

  test('of one good source is short, and of none says what to do', () => {
    expect(showing({ sources: [source({ id: 'voa' })] })).toContain('1 source, none failing<');
    expect(showing({})).toContain('feedrelay add URL');
  });
});

test.each<[Warning, string, string]>([
  [{ kind: 'gap', source: 'DW', at: now - hour }, 'DW: articles were probably missed before 12:04; poll it more often.', 'DW：12:04 之前可能漏掉了文章'],
  [{ kind: 'silent', source: 'DW', since: now - 9 * day, usual: 2 * day }, 'DW: nothing new for 9 d, where 2 d used to be the most.', 'DW：已 9 天没有新文章'],
  [{ kind: 'moved', source: 'DW', to: 'https://a.example/' }, 'DW: moved for good to https://a.example/; write', 'DW：已永久迁往 https://a.example/'],
  [{ kind: 'store', bytes: 4_200_000_000 }, 'The store has grown to 4,200 MB', '存储已增至 4,200 MB'],
  [{ kind: 'other', message: 'Something.' }, 'Something.', 'Something.'],
])('a warning of %j is told in both languages', (warning, en, zh) => {
  expect(textOf('warnings', showing({ warnings: [warning] }))).toContain(en);
  expect(textOf('warnings', showing({ warnings: [warning] }, 'zh'))).toContain(zh);
});

test('the last mistakes of the configuration stand first, with their place', () => {
  const page = showing({ mistakes: fullModel.mistakes, sources: fullModel.sources });
  expect(page).toContain('config/feedrelay.yaml:12:5: “schedul”');
  expect(page.indexOf('yaml:12:5')).toBeLessThan(page.indexOf('id="sources"'));
});

test('the moment of the page is told with its day and its zone', () => {
  expect(showing({ sources: [] })).toMatch(/as of <time [^>]*>\d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d [A-Z]/);
});

describe('charts', () => {
  test('tell their figures in words too', () => {
    const page = showing({ sources: [source({ id: 'voa', days: [{ articles: 3, changed: 1, unchanged: 40, failed: 0 }, { articles: 1, changed: 1, unchanged: 0, failed: 2 }] })] });
    expect(page).toContain('4 articles in 2 days, at most 3 a day');
    expect(showing({ sources: [source({ id: 'voa', days: [{ articles: 0, changed: 0, unchanged: 1, failed: 0 }] })] })).toContain('no article in 1 days');
    expect(page).toMatch(/>2 with news<[\s\S]*>40 unchanged<[\s\S]*>2 failed</);
  });

  test('are drawn of three days or more, for a lonely bar tells nothing', () => {
    const polled = { articles: 2, changed: 1, unchanged: 3, failed: 0 };
    const none = { articles: 0, changed: 0, unchanged: 0, failed: 0 };
    const drawn = (...days: (typeof none)[]): number => elementsOf(showing({ sources: [source({ id: 'voa', days })] })).filter(({ tagName }) => tagName === 'svg').length;
    expect([drawn(none, none, polled, polled), drawn(polled, none, polled, polled)]).toEqual([0, 2]);
  });

  test('are not drawn of nothing', () => {
    expect(showing({ sources: [source({ id: 'voa', days: [{ articles: 0, changed: 0, unchanged: 0, failed: 0 }] })] })).not.toContain('<svg');
  });

  test('hold no number that is none', () => {
    fc.assert(fc.property(
      fc.array(fc.record({ articles: fc.nat(), changed: fc.nat(), unchanged: fc.nat(), failed: fc.nat() }), { maxLength: 14 }),
      (days) => { expect(showing({ sources: [source({ id: 'voa', days })] })).not.toMatch(/NaN|Infinity|undefined/); },
    ));
  });
});

describe('subscribe links', () => {
  test('hold under any host name; the addresses to copy are the ones readers see', () => {
    const page = showing({ sources: [source({ id: 'voa' })] });
    for (const suffix of ['atom', 'json', 'rss']) {
      expect(page).toContain(`href="/y/feeds/voa.${suffix}"`);
      expect(page).toContain(`data-copy="https://relay.example/y/feeds/voa.${suffix}"`);
    }
  });

  test('need no base path', () => {
    expect(showing({ base: 'http://127.0.0.1:8080', sources: [source({ id: 'voa' })] })).toContain('href="/feeds/voa.atom"');
  });
});

describe('hostile text', () => {
  const vectors = [
    '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", '</title><svg onload=alert(1)>', '<!--', '&lt;script&gt;', '\u0000<b>\u0008',
  ];

  test.each(vectors)('%j stays text wherever it stands', (text) => {
    const page = showing({
      version: text, mistakes: [text], warnings: [{ kind: 'other', source: text, message: text }, { kind: 'moved', source: text, to: text }],
      sources: [source({ id: 'voa', title: text, health: { kind: 'failing', since: now, failure: { code: text, message: text } }, newest: { title: text, at: now, link: text }, notes: [text] })],
      feeds: [{ id: 'all', title: text, sources: [text], failing: 0 }],
    });
    const harmless = showing({
      version: 'x', mistakes: ['x'], warnings: [{ kind: 'other', source: 'x', message: 'x' }, { kind: 'moved', source: 'x', to: 'x' }],
      sources: [source({ id: 'voa', title: 'x', health: { kind: 'failing', since: now, failure: { code: 'x', message: 'x' } }, newest: { title: 'x', at: now, link: 'x' }, notes: ['x'] })],
      feeds: [{ id: 'all', title: 'x', sources: ['x'], failing: 0 }],
    });
    const shape = (html: string): object => elementsOf(html).map(({ tagName, attrs }) => [tagName, attrs.map(({ name }) => name)]);
    expect(shape(page)).toEqual(shape(harmless));
  });

  test.each(['javascript:alert(1)', ' JaVa\tScript:alert(1)', 'data:text/html,x', 'vbscript:x', '//evil.example', 'file:///etc/passwd'])('%j is no link', (link) => {
    const page = showing({ sources: [source({ id: 'voa', newest: { title: 'the newest', at: now, link } })] });
    const links = elementsOf(page).filter(({ tagName }) => tagName === 'a').flatMap(({ attrs }) => attrs.filter(({ name }) => name === 'href').map(({ value }) => value));
    expect(links.filter((href) => !/^(\/y\/|#)/.test(href))).toEqual([]);
    expect(page).toContain('the newest');
  });
});

test('shows the operator’s form where a token is configured, and nowhere else', () => {
  const forms = (acts: boolean): number => elementsOf(showing({ acts, sources: [source({ id: 'voa' })] })).filter(({ tagName, attrs }) => tagName === 'form' || attrs.some(({ name }) => name === 'form')).length;
  expect([forms(true), forms(false)]).toEqual([3, 0]);
});

test('loads nothing from elsewhere and carries no style or script of its own', () => {
  const page = renderStatus(fullModel, 'zh');
  const loading = elementsOf(page).flatMap(({ tagName, attrs }) => (['link', 'script', 'img', 'iframe'].includes(tagName) ? attrs.filter(({ name }) => name === 'href' || name === 'src') : []));
  expect(loading.map(({ value }) => value.replace(/\?.*/, ''))).toEqual(['/y/assets/icon.svg', '/y/assets/status.css', '/y/assets/status.js', '/y/assets/operator.js']);
  expect(elementsOf(page).filter(({ tagName, attrs }) => tagName === 'style' || attrs.some(({ name }) => /^(style|on.*)$/.test(name)))).toEqual([]);
});

describe('times', () => {
  const clock = clockAt(now, 'Asia/Shanghai', 'en');
  test.each([
    [0, 'just now'], [59_999, 'just now'], [minute, '1 min ago'], [59 * minute, '59 min ago'], [hour, '1 h ago'], [47 * hour, '47 h ago'],
    [48 * hour, '2 d ago'], [400 * day, '400 d ago'], [-day, 'just now'],
  ])('%i ms back is %s', (back, words) => {
    expect(clock.ago(now - back)).toBe(words);
  });

  test.each([
    [Date.UTC(2026, 10, 21, 16, 0), '00:00'],
    [Date.UTC(2026, 10, 21, 15, 59), '21 Nov, 23:59'],
    [Date.UTC(2025, 10, 22, 5, 4), '22 Nov 2025, 13:04'],
    [Date.UTC(2026, 10, 23, 1, 0), '23 Nov, 09:00'],
  ])('%i is told in the zone’s own day, as %s', (at, words) => {
    expect(clock.at(at)).toBe(words);
  });
});
