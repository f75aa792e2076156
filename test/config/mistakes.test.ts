import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMistake, parseConfiguration } from '../../src/config/index.js';

function mistakes(text: string, env: NodeJS.ProcessEnv = {}): string[] {
  const loaded = parseConfiguration(text, 'f.yaml', env, '/srv');
  return loaded.ok ? [] : loaded.mistakes.map(formatMistake);
}

/** The mistake of one key in an otherwise right source. */
const inSource = (key: string): string[] => mistakes(`sources:\n  - id: a\n    url: https://a.example/\n    ${key}\n`);
const at = (column: number, message: string): string[] => [`f.yaml:4:${column}: ${message}`];

describe('all mistakes come at once, in file order', () => {
  it('type errors, unknown keys, duplicate keys, duplicate ids, unknown sources, unset variables', () => {
    expect(
      mistakes(
        [
          'server:',
          '  listen: nowhere',
          '  baseURL: http://x.example',
          'store: mongo://x',
          'store: redis://x',
          'limits: { body: 20 apples, items: 0 }',
          'sources:',
          '  - id: voa',
          '    url: https://a.example/',
          '    limit: many',
          '    shedule: every 1h',
          '  - id: voa',
          '    headers: { Cookie: "${NOT_THERE}" }',
          'feeds:',
          '  - { id: voa, sources: [vao, voa, voa] }',
        ].join('\n'),
      ),
    ).toEqual([
      'f.yaml:2:11: server.listen "nowhere" is no address to listen on: write host:port such as 127.0.0.1:8080, [::1]:8080, or :8080 for every address of this machine',
      'f.yaml:3:3: unknown key baseURL: did you mean baseUrl?',
      'f.yaml:5:1: this key stands twice in one map: keep one of them',
      'f.yaml:6:17: limits.body "20 apples" is no size: write a number and a unit such as 512KB, 20MB or 1GB (MiB for 1024 times 1024), or bytes alone',
      'f.yaml:6:35: limits.items 0 is out of range: write a whole number from 1 to 1000000',
      'f.yaml:10:12: limit "many" must be a whole number, such as 50',
      'f.yaml:11:5: unknown key shedule: did you mean schedule?',
      'f.yaml:12:5: this source has no url: add a line such as url: https://feedx.net/rss/mgzy1.xml',
      'f.yaml:12:9: id "voa" is taken by the source in line 8: give each source and each merged feed a name of its own',
      'f.yaml:13:24: the environment variable NOT_THERE is not set: set it before the start, or write $${NOT_THERE} if the text itself is meant',
      'f.yaml:15:11: id "voa" is taken by the source in line 8: give each source and each merged feed a name of its own',
      'f.yaml:15:26: there is no source "vao": did you mean voa?',
      'f.yaml:15:36: source "voa" stands twice in this list: keep one',
    ]);
  });

  it('in values of each key of a source', () => {
    expect(inSource('id2: x')).toEqual(at(5, 'unknown key id2: did you mean id?'));
    expect(inSource('title: 2024')).toEqual(at(12, 'title 2024 must be a text: put it in quotes, "2024"'));
    expect(inSource('title: ""')).toEqual(at(12, 'title "" is empty: write something, or leave the key out'));
    expect(inSource('schedule: every 0m')).toEqual(at(15, 'schedule "every 0m" is no sensible interval: write one from "every 1s" to "every 366d"'));
    expect(inSource('schedule: every hour')).toEqual(at(15, 'schedule "every hour" is no interval: write "every", a whole number and s, m, h or d, such as "every 15m"'));
    expect(inSource('schedule: "99 * * * *"')).toEqual(
      at(15, 'schedule "99 * * * *" is no schedule (99 is no minute): write a cron line of 5 or 6 fields such as "*/30 * * * *", or "every 15m"'),
    );
    expect(inSource('schedule: "* * * *"')).toEqual(
      at(15, 'schedule "* * * *" is no schedule (expected 5 or 6 fields but got 4): write a cron line of 5 or 6 fields such as "*/30 * * * *", or "every 15m"'),
    );
    expect(inSource('profile: feedex')).toEqual(at(14, 'profile "feedex" is none of feedx, generic, none, auto: did you mean feedx?'));
    expect(inSource('images: diret')).toEqual(at(13, 'images "diret" is no way to treat pictures: did you mean direct?'));
    expect(inSource('images: https://p.example/?u={src}')).toEqual(
      at(13, 'images "https://p.example/?u={src}" has no place for the picture\'s address: write an address with {url} where the picture\'s own goes, such as "https://wsrv.nl/?url={url}"'),
    );
    expect(inSource('images: p.example/{url}')).toEqual(
      at(13, 'images "p.example/{url}" does not begin with http:// or https://: write an address with {url} where the picture\'s own goes, such as "https://wsrv.nl/?url={url}"'),
    );
    expect(inSource('images: 5')).toEqual(at(13, 'images 5 must be a text or a map of keys and values, such as direct'));
    expect(inSource('images: { hosts: { "*.dw.com": rely, "a b": keep }, http: [x] }')).toEqual([
      'f.yaml:4:36: images.hosts["*.dw.com"] "rely" is no way to treat pictures: did you mean relay?',
      'f.yaml:4:42: images.hosts: "a b" is no host: write a name such as img.example.org, or *.example.org for all names below it',
      'f.yaml:4:57: unknown key http: did you mean https?',
    ]);
    expect(inSource('remove: .ad')).toEqual(at(13, 'remove ".ad" must be a list, such as [".ad","aside"]'));
    expect(inSource('remove: ["p::before"]')).toEqual(
      at(14, 'remove[0] "p::before" is no CSS selector (Pseudo-elements are not supported by css-select): write one such as ".ad" or "aside > p"'),
    );
    expect(inSource('include: { title: "a(?=b)" }')).toEqual(
      at(23, 'include.title "a(?=b)" is no regular expression in RE2 syntax (invalid or unsupported Perl syntax; look-around and back-references have no linear-time meaning): see https://github.com/google/re2/wiki/Syntax'),
    );
    expect(inSource('exclude: { title: "" }')).toEqual(at(23, 'exclude.title "" is empty and would fit everything: write a regular expression, or leave the key out'));
    expect(inSource('timezone: Europe/Pariss')).toEqual(at(15, 'timezone "Europe/Pariss" is no time zone: did you mean Europe/Paris?'));
    expect(inSource('timezone: "+02:00"')).toEqual(at(15, 'timezone "+02:00" is no time zone: write an IANA name such as Europe/Paris, Asia/Shanghai or UTC'));
    expect(inSource('headers: { "a b": x }')).toEqual(at(16, 'headers: "a b" is no name of a header: write letters, digits and -, such as Cookie'));
    expect(inSource('headers: { Connection: close }')).toEqual(at(16, 'headers: "Connection" is a header that feedrelay sets itself: leave it out'));
    expect(inSource('headers: { Cookie: a, cookie: b }')).toEqual(at(27, 'the header cookie stands twice, for capitals do not count: keep one'));
    expect(inSource('keep: 0')).toEqual(at(11, 'keep 0 is out of range: write a whole number of at least 1'));
    expect(inSource('keep: most')).toEqual(at(11, 'keep "most" must be "all" or a whole number'));
    expect(inSource('limit: 1001')).toEqual(at(12, 'limit 1001 is out of range: write a whole number from 1 to 1000'));
  });

  it.each([
    ['feeds.example.org/a.xml', 'write its scheme too, "https://feeds.example.org/a.xml"'],
    ['feed://x.example/a', 'write it with its own scheme, "https://x.example/a"'],
    ['./samples', 'a file or folder is written with file: before its path, such as file:./samples'],
    ['/srv/feeds', 'a file or folder is written with file: before its path, such as file:./samples'],
    ['ftp://x.example/', 'write one that begins with https://, http:// or file:'],
    ['https://', 'write one that begins with https://, http:// or file:'],
  ])('an address such as %s gets advice', (url, advice) => {
    expect(mistakes(`sources: [{ id: a, url: "${url}" }]`)).toEqual([`f.yaml:1:25: url "${url}" is no address of a feed: ${advice}`]);
  });
});

describe('a key in the wrong place', () => {
  it.each([
    ['schedule: every 1h', 'f.yaml:1:1: unknown key schedule in this place: it stands under defaults or in a source'],
    ['server: { store: "memory:" }', 'f.yaml:1:11: unknown key store in this place: it stands at the left margin'],
    ['nonsense: 1', 'f.yaml:1:1: unknown key nonsense: known here are server, store, limits, defaults, sources, feeds'],
  ])('%s', (text, told) => {
    expect(mistakes(text)).toEqual([told]);
  });
});

describe('syntax errors say the cure', () => {
  it.each([
    ['schedule: */30 * * * *', 'f.yaml:1:11: */30 is a reference to YAML, and nothing has that name: put the text in quotes, such as "*/30 * * * *"'],
    ['title: a: b', 'f.yaml:1:8: a value may not hold ": " unquoted, nor a line be indented deeper than the one before it without need: put the text in quotes, or set the line right'],
    ['server:\n\tlisten: x', 'f.yaml:2:1: the line is indented with a tab: use spaces'],
    ['remove: [#ad]', 'f.yaml:1:10: a # begins a comment here: put the text in quotes, such as "#ad"'],
    ['remove: [a', 'f.yaml:1:11: a bracket opens before this place and does not close: write ] at its end'],
    ['title: "a', 'f.yaml:1:10: a quote opens before this place and does not close: close it'],
    ['title: @a', 'f.yaml:1:8: a text may not begin with this character unquoted: put it in quotes'],
    ['store: memory:\nsources: []', 'f.yaml:1:8: a value may not end in a colon unquoted: write "memory:"'],
    ['store: memory: # forget it\n', 'f.yaml:1:8: a value may not end in a colon unquoted: write "memory:"'],
    ['{ store: memory: }', 'f.yaml:1:10: a value may not end in a colon unquoted: write "memory:"'],
    ['title: *a', 'f.yaml:1:8: *a is a reference to YAML, and nothing has that name: put the text in quotes, such as "*/30 * * * *"'],
    ['limits:\n  <<: 5', 'f.yaml:2:7: only maps can be merged: write << and a reference to one, such as <<: *common'],
    ['store: "memory:"\n---\nstore: x', 'f.yaml:2:1: a second document begins here: keep one, without another ---'],
    ['just a text', 'f.yaml:1:1: the configuration "just a text" must be a map of keys and values'],
  ])('%j', (text, told) => {
    expect(mistakes(text)).toEqual([told]);
  });

  it('aliases that grow without end cost nothing', () => {
    const layers = Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array.from({ length: 10 }, () => `*a${n}`).join(', ')}]`);
    expect(mistakes(['a0: &a0 x', ...layers].join('\n'))).toEqual(['f.yaml:1:1: has aliases of aliases that grow without end: write the values out']);
  });
});

describe('YAML the way people write it', () => {
  it.each([
    ['an empty file', ''],
    ['comments only', '# nothing yet\n'],
    ['keys whose lines are all commented out', 'server:\nsources:\n  # - id: a\nfeeds:\n'],
    ['JSON', '{"sources":[{"id":"a","url":"https://a.example/"}],"feeds":[]}'],
    ['anchors and merge keys', 'sources:\n  - &a { id: a, url: "https://a.example/", limit: 5 }\n  - { <<: *a, id: b }\n'],
    ['figures from the environment', 'limits: { items: "${MANY}" }\ndefaults: { keep: "${MANY}" }\n'],
  ])('%s holds', (_, text) => {
    expect(mistakes(text, { MANY: '100' })).toEqual([]);
  });

  it('a mistake in a merged value is told once, where it is written', () => {
    expect(mistakes('sources:\n  - &a { id: a, url: "https://a.example/", limit: 0 }\n  - { <<: *a, id: b }\n')).toEqual([
      'f.yaml:2:51: limit 0 is out of range: write a whole number from 1 to 1000',
    ]);
  });
});

describe('whatever is written', () => {
  const whole = `server: { listen: ":80", baseUrl: "https://x.example", token: "\${T}" }
store: redis://h
limits: { body: 20MB, timeout: 30s }
defaults: &d { schedule: "*/30 * * * *", images: { default: keep, hosts: { "*.dw.com": relay } } }
sources:
  - id: voa # first
    url: file:./samples
    remove: [".ad", 'aside']
    headers: { Cookie: "a=\${T}" }
    title: >-
      folded
  - { <<: *d, id: dw, url: "https://x.example/", include: { title: "a|b" } }
feeds: [{ id: all, sources: [voa, dw] }]
`;
  const pieces = fc.constantFrom('', ' ', '\n', '- ', ': ', '"', "'", '[', '}', '*a', '&d', '<<', '\t', '#', '|', '? ', '~', '0', '!!x ', '${', '\u0000', '\ufeff', '---\n', '__proto__');
  const edit = fc.record({ at: fc.nat(whole.length), gone: fc.nat(30), put: fc.oneof(pieces, fc.string({ maxLength: 5 })) });

  it('the answer is a configuration, or mistakes that lie within the file', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 4 }), (edits) => {
        const text = edits.reduce((result, { at, gone, put }) => result.slice(0, at) + put + result.slice(at + gone), whole);
        const loaded = parseConfiguration(text, 'f.yaml', { T: 't' }, '/srv');
        if (loaded.ok) return;
        expect(loaded.mistakes.length).toBeGreaterThan(0);
        for (const { line, column, message } of loaded.mistakes) {
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(text.split('\n').length);
          expect(column).toBeGreaterThan(0);
          expect(message).not.toMatch(/undefined|\[object/);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a remove rule that is no selector, or could fit nothing', () => {
  it.each([
    ['..ad', 'there is a point without a name behind it'],
    ['. ad', 'there is a point without a name behind it'],
    [':not(..ad)', 'there is a point without a name behind it'],
    [':hover', ':hover tells what a reader does, which no article holds'],
    ['a.ad:visited', ':visited tells what a reader does, which no article holds'],
    ['.ad >', 'it names nothing at its end'],
    ['div[', 'a name is missing at its end'],
    ['.ad,', 'Empty sub-selector'],
  ])('%s', (selector, reason) => {
    expect(inSource(`remove: ["${selector}"]`)).toEqual(at(14, `remove[0] "${selector}" is no CSS selector (${reason}): write one such as ".ad" or "aside > p"`));
  });

  it.each([
    ['.1ad', '[class~="1ad"]'],
    ['p#-2', '[id="-2"]'],
  ])('%s', (selector, instead) => {
    expect(inSource(`remove: ["${selector}"]`)).toEqual(at(14, `remove[0] "${selector}" is no CSS selector (a name begins with a letter): write one such as ".ad", or, if there is this name, ${instead}`));
  });

  it.each(['.广告', 'a[href*="..x"]', 'p:contains(...)', String.raw`.sm\:flex`, '.-ad, .--ad, ._ad', '> p', 'img:not([src])', '[class~=\'1ad\']', 'a[href$=".1a"] ~ p'])('but not %s', (selector) => {
    expect(inSource(`remove: ['${selector.replaceAll("'", "''")}']`)).toEqual([]);
  });
});
