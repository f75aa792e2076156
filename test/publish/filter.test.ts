import { describe, expect, test } from 'vitest';
import type { Filter } from '../../src/model.js';
import { checkPattern, compileFilter, type FilteredEntry } from '../../src/publish/filter.js';

const entry: FilteredEntry = {
  title: '台湾 elects & counts',
  authors: [{ name: 'Ada Quill' }, { email: 'desk@news.example' }],
  categories: [{ term: 'asia', label: 'Asia & Pacific' }, { term: 'politics' }],
  content: '<p>The <b>vot</b>es are&nbsp;in.</p><p>Turnout: 70 %</p><a href="https://ads.example/">more</a>',
};

function shows(include?: Filter, exclude?: Filter, one = entry): boolean {
  const filter = compileFilter(include, exclude);
  if (!filter.ok) throw new Error(filter.failure.message);
  return filter.value(one);
}

describe('a filter', () => {
  test.each<[string, Filter | undefined, Filter | undefined, boolean]>([
    ['without patterns shows everything', undefined, undefined, true],
    ['finds a pattern anywhere in the title', { title: '台湾|中国' }, undefined, true],
    ['knows the beginning and the end', { title: '^台湾.*counts$' }, undefined, true],
    ['heeds letter case', { title: 'ELECTS' }, undefined, false],
    ['unless told not to', { title: '(?i)ELECTS' }, undefined, true],
    ['finds an author by name', { author: '^Ada' }, undefined, true],
    ['finds an author by e-mail address', { author: '@news' }, undefined, true],
    ['finds a category by term', { category: '^asia$' }, undefined, true],
    ['finds a category by label', { category: 'Pacific' }, undefined, true],
    ['finds what the content says, through tags and references', { content: 'votes are\u00a0in. Turnout: 70 %' }, undefined, true],
    ['does not look into tags', { content: 'ads.example|href' }, undefined, false],
    ['includes what fits every pattern', { title: '台湾', author: 'Ada', category: 'asia', content: 'Turnout' }, undefined, true],
    ['and nothing that misses one', { title: '台湾', author: 'Nobody' }, undefined, false],
    ['excludes what fits any pattern', undefined, { title: 'nothing', category: 'politics' }, false],
    ['and nothing that fits none', undefined, { title: 'nothing', category: 'sport' }, true],
    ['excludes what it also includes', { title: '台湾' }, { author: 'Ada' }, false],
  ])('%s', (_, include, exclude, shown) => {
    expect(shows(include, exclude)).toBe(shown);
  });

  test('finds nothing in what an entry has not', () => {
    const bare = { ...entry, authors: [], categories: [] };
    expect(shows({ author: '' }, undefined, bare)).toBe(false);
    expect(shows(undefined, { category: '.*' }, bare)).toBe(true);
  });

  test.each([['(a+)+$'], ['(a|aa)*b'], ['(.*a){12}$']])('takes no longer for %s than it must, whatever the text', (content) => {
    const started = performance.now();
    expect(shows({ content }, undefined, { ...entry, content: `${'a'.repeat(50_000)}!` })).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('with a bad pattern is a failure that says where', () => {
    expect(compileFilter({ title: 'x' }, { author: '(' })).toMatchObject({
      ok: false,
      failure: { code: 'bad-pattern', message: expect.stringMatching(/^exclude\.author: "\(" is no regular expression \(missing closing \)/) as string },
    });
  });
});

describe('a pattern', () => {
  test.each(['台湾|中国', '^广告', '(?i)\\bads?\\b', '\\p{Han}+', ''])('%j can be used', (pattern) => {
    expect(checkPattern(pattern)).toBeUndefined();
  });

  test.each([
    ['(', /missing closing \).*as RE2 reads it$/],
    ['*x', /missing argument/],
    ['[z-a]', /invalid character class range/],
    ['a(?=b)', /look-around and back-references are not available/],
    ['(a)\\1', /look-around and back-references are not available/],
  ])('%j cannot, and why', (pattern, reason) => {
    expect(checkPattern(pattern)).toMatch(reason);
  });
});
