import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSource, parseConfiguration } from '../../src/config/index.js';

const added = { id: 'new', url: 'https://feeds.example.org/n.xml' };

function edited(text: string, source: Parameters<typeof addSource>[1] = added): string {
  const result = addSource(text, source);
  return result.ok ? result.value : `${result.failure.code}: ${result.failure.message}`;
}

describe('a source is added in the manner of the file', () => {
  it.each<readonly [name: string, before: string, after: string]>([
    ['an empty file', '', 'sources:\n  - id: new\n    url: https://feeds.example.org/n.xml\n'],
    ['a file of comments', '# mine\n', '# mine\n\nsources:\n  - id: new\n    url: https://feeds.example.org/n.xml\n'],
    ['no sources yet', 'store: "memory:"\n', 'store: "memory:"\n\nsources:\n  - id: new\n    url: https://feeds.example.org/n.xml\n'],
    ['an indented file', '  store: "memory:"\n', '  store: "memory:"\n\n  sources:\n    - id: new\n      url: https://feeds.example.org/n.xml\n'],
    ['nothing behind the key', 'sources:   # none\nfeeds: []\n', 'sources:   # none\n  - id: new\n    url: https://feeds.example.org/n.xml\nfeeds: []\n'],
    ['only comments under the key', 'sources:\n  # - id: old\n', 'sources:\n  - id: new\n    url: https://feeds.example.org/n.xml\n  # - id: old\n'],
    ['an empty list', 'sources: [] # none\n', 'sources: # none\n  - id: new\n    url: https://feeds.example.org/n.xml\n'],
    ['a null', 'sources: ~\n', 'sources:\n  - id: new\n    url: https://feeds.example.org/n.xml\n'],
    [
      'a list, comments of the last item and those of the next block',
      'sources:\n  - id: a\n    url: https://a.example/ # first\n    # limit: 5\n  # - id: old\n\n# merged\nfeeds: []\n',
      'sources:\n  - id: a\n    url: https://a.example/ # first\n    # limit: 5\n  - id: new\n    url: https://feeds.example.org/n.xml\n  # - id: old\n\n# merged\nfeeds: []\n',
    ],
    ['dashes at the margin', 'sources:\n- id: a\n  url: https://a.example/\n', 'sources:\n- id: a\n  url: https://a.example/\n- id: new\n  url: https://feeds.example.org/n.xml\n'],
    ['wide gaps', 'sources:\n    -   id: a\n        url: https://a.example/\n', 'sources:\n    -   id: a\n        url: https://a.example/\n    -   id: new\n        url: https://feeds.example.org/n.xml\n'],
    ['dashes on lines of their own', 'sources:\n  -\n    id: a\n    url: https://a.example/\n', 'sources:\n  -\n    id: a\n    url: https://a.example/\n  - id: new\n    url: https://feeds.example.org/n.xml\n'],
    [
      'blank lines between sources',
      'sources:\n  - id: a\n    url: https://a.example/\n\n  - id: b\n    url: https://b.example/\n\nfeeds: []\n',
      'sources:\n  - id: a\n    url: https://a.example/\n\n  - id: b\n    url: https://b.example/\n\n  - id: new\n    url: https://feeds.example.org/n.xml\n\nfeeds: []\n',
    ],
    ['no line break at the end', 'sources:\n  - id: a\n    url: https://a.example/', 'sources:\n  - id: a\n    url: https://a.example/\n  - id: new\n    url: https://feeds.example.org/n.xml'],
    ['Windows line breaks', 'sources:\r\n  - id: a\r\n    url: https://a.example/\r\n', 'sources:\r\n  - id: a\r\n    url: https://a.example/\r\n  - id: new\r\n    url: https://feeds.example.org/n.xml\r\n'],
    ['a text of several lines at the end', 'sources:\n  - id: a\n    url: https://a.example/\n    title: |\n      one\n      two\nfeeds: []\n', 'sources:\n  - id: a\n    url: https://a.example/\n    title: |\n      one\n      two\n  - id: new\n    url: https://feeds.example.org/n.xml\nfeeds: []\n'],
    ['an empty key at the end', 'sources:\n  - id: a\n    url: https://a.example/\n    title:   # later\n', 'sources:\n  - id: a\n    url: https://a.example/\n    title:   # later\n  - id: new\n    url: https://feeds.example.org/n.xml\n'],
    ['a flow list on one line', 'sources: [{ id: a, url: "https://a.example/" }] # all\n', 'sources: [{ id: a, url: "https://a.example/" }, {"id":"new","url":"https://feeds.example.org/n.xml"}] # all\n'],
    ['flow items', 'sources:\n  - { id: a, url: "https://a.example/" } # first\n', 'sources:\n  - { id: a, url: "https://a.example/" } # first\n  - id: new\n    url: https://feeds.example.org/n.xml\n'],
    [
      'a flow list over lines',
      'sources: [\n  { id: a, url: "https://a.example/" }, # first\n  { id: b, url: "https://b.example/" } # last\n]\n',
      'sources: [\n  { id: a, url: "https://a.example/" }, # first\n  { id: b, url: "https://b.example/" }, # last\n  {"id":"new","url":"https://feeds.example.org/n.xml"}\n]\n',
    ],
    ['a flow list with a last comma', 'sources: [\n  { id: a, url: "https://a.example/" }, # first\n]\n', 'sources: [\n  { id: a, url: "https://a.example/" }, # first\n  {"id":"new","url":"https://feeds.example.org/n.xml"},\n]\n'],
    ['JSON', '{"store":"memory:","sources":[]}', '{"store":"memory:","sources":[{"id":"new","url":"https://feeds.example.org/n.xml"}]}'],
    ['JSON without sources', '{\n  "store": "memory:"\n}\n', '{\n  "store": "memory:",\n  "sources": [{"id":"new","url":"https://feeds.example.org/n.xml"}]\n}\n'],
    ['a byte order mark', '\ufeffsources:\n  - id: a\n    url: https://a.example/\n', '\ufeffsources:\n  - id: a\n    url: https://a.example/\n  - id: new\n    url: https://feeds.example.org/n.xml\n'],
    ['a document between markers', '---\nstore: "memory:"\n...\n', '---\nstore: "memory:"\n\nsources:\n  - id: new\n    url: https://feeds.example.org/n.xml\n...\n'],
  ])('%s', (_, before, after) => {
    expect(edited(before)).toBe(after);
  });
});

describe('what is added is read as it was meant', () => {
  it.each([
    ['a title that YAML would read otherwise', 'yes: "no" #1'],
    ['a title over two lines', 'one\n  two'],
    ['a title that names a variable', 'the ${HOME} page'],
    ['a number', '2024'],
    ['emoji and other scripts', '📰 美国之音 — العربية'],
  ])('%s', (_, title) => {
    const loaded = parseConfiguration(edited('', { ...added, title }), 'f.yaml', { HOME: '/root' }, '/srv');
    expect(loaded.ok && loaded.configuration.sources[0]?.title).toBe(title.replace(/\s+/g, ' '));
  });
});

describe('what cannot be edited is left alone, with a sentence', () => {
  it.each([
    ['broken YAML', 'sources: [', 'configuration: the configuration file has mistakes: mend them first, "feedrelay check" lists them'],
    ['an id that is taken by a merged feed', 'feeds: [{ id: new, sources: [a] }]', 'id-taken: the id new is taken: choose another with --id'],
    ['sources that are no list', 'sources: { a: 1 }', 'not-editable: sources is written in a way that cannot be added to: write this under it by hand, {"id":"new","url":"https://feeds.example.org/n.xml"}'],
    ['sources by reference', 'feeds: &x []\nsources: *x', 'not-editable: sources is written in a way that cannot be added to: write this under it by hand, {"id":"new","url":"https://feeds.example.org/n.xml"}'],
    ['a list', '- a\n', 'not-editable: sources is written in a way that cannot be added to: write this under it by hand, {"id":"new","url":"https://feeds.example.org/n.xml"}'],
  ])('%s', (_, text, told) => {
    expect(edited(text)).toBe(told);
  });
});

/** Files as people write them, with blocks in every order, comments and blank lines anywhere, either line ending. */
const line = fc.constantFrom('', '# a word', '  # a deeper word', '      # deepest');
const noise = fc.array(line, { maxLength: 3 });
const source = (id: number) =>
  fc.constantFrom(
    [`  - id: s${id}`, `    url: https://x.example/${id}`],
    [`  - { id: s${id}, url: "https://x.example/${id}" } # flow`],
    [`  - url: https://x.example/${id} # address`, `    id: s${id}`, '    # images: keep'],
    [`  - id: s${id}`, `    url: https://x.example/${id}`, '    title: >-', '      folded', '      text'],
    [`  - url: https://x.example/${id}`, `    remove:`, `      - ".ad"`, `      - aside`, `    id: s${id}`],
  );
const sources = fc
  .array(fc.tuple(fc.nat(4), noise), { maxLength: 4 })
  .chain((list) => fc.tuple(...list.map(([, between], place) => source(place).map((lines) => [...lines, ...between]))))
  .map((items) => ['sources:', ...items.flat()]);
const file = fc
  .tuple(noise, fc.shuffledSubarray([['store: "memory:"'], ['limits:', '  body: 1MB', '  # item: 2MB'], ['defaults: { limit: 10 }']]), sources, fc.nat(3), noise, fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([head, others, list, place, tail, eol, last]) => [...head, ...others.slice(0, place).flat(), ...list, ...others.slice(place).flat(), ...tail].join(eol) + (last ? eol : ''));

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

function commonEnd(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a.at(-1 - length) === b.at(-1 - length)) length += 1;
  return length;
}

describe('whatever the file looks like', () => {
  it('every old byte is kept around one insertion, and reading it gives the old sources and the new one', () => {
    fc.assert(
      fc.property(file, (before) => {
        const after = edited(before);
        expect(after.length).toBeGreaterThan(before.length);
        expect(commonStart(before, after) + commonEnd(before, after)).toBeGreaterThanOrEqual(before.length);
        const [was, is] = [before, after].map((text) => parseConfiguration(text, 'f.yaml', {}, '/'));
        if (was?.ok !== true || is?.ok !== true) throw new Error(`one of these does not load:\n${before}\n---\n${after}`);
        expect(is.configuration.sources.map(({ id }) => id)).toEqual([...was.configuration.sources.map(({ id }) => id), 'new']);
        expect(is.configuration.sources.slice(0, -1)).toEqual(was.configuration.sources);
      }),
      { numRuns: 200 },
    );
  });
});
