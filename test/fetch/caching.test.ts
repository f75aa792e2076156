import { describe, expect, it } from 'vitest';
import { conditional, maxAgeOf, retryAfterOf, validatorsOf } from '../../src/fetch/caching.js';

const NOW = Date.UTC(2024, 10, 29, 12);

describe('Retry-After', () => {
  it.each<[string, number | undefined]>([
    ['120', 120_000],
    ['0', 0],
    [' 60 ', 60_000],
    ['Fri, 29 Nov 2024 12:01:00 GMT', 60_000],
    ['Friday, 29-Nov-24 12:01:00 GMT', 60_000],
    ['Fri Nov 29 12:01:00 2024', 60_000],
    ['Thu, 28 Nov 2024 12:00:00 GMT', 0],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['Friday', undefined],
    ['', undefined],
    ['9'.repeat(40), undefined],
  ])('%j is %d ms', (value, wait) => expect(retryAfterOf({ 'retry-after': value }, NOW)).toBe(wait));
});

describe('Cache-Control', () => {
  it.each<[string, string | undefined, number | undefined]>([
    ['max-age=600', undefined, 600_000],
    ['public, MAX-AGE="600"', undefined, 600_000],
    ['max-age=600', '100', 500_000],
    ['max-age=600', '900', 0],
    ['max-age=600', 'old', 600_000],
    ['max-age=600, max-age=60', undefined, 60_000],
    ['s-maxage=600', undefined, undefined],
    ['no-cache, max-age=600', undefined, undefined],
    ['no-store', undefined, undefined],
    ['max-age=0', undefined, 0],
    ['max-age=-1', undefined, undefined],
    ['max-age=soon', undefined, undefined],
    ['', undefined, undefined],
  ])('%j with Age %j is fresh for %d ms', (value, age, fresh) => {
    expect(maxAgeOf({ 'cache-control': value, ...(age === undefined ? {} : { age }) })).toBe(fresh);
  });
});

describe('validators', () => {
  it('are kept as they came and sent as they were kept', () => {
    const validators = validatorsOf({ etag: 'W/"a"', 'last-modified': 'yesterday, more or less' });
    expect(conditional(validators)).toEqual({ 'if-none-match': 'W/"a"', 'if-modified-since': 'yesterday, more or less' });
  });

  it('that are missing, empty or unfit for a header are left out', () => {
    expect(validatorsOf({ etag: '' })).toEqual({});
    expect(conditional({})).toEqual({});
    expect(conditional({ etag: '"a\r\nx: y"', lastModified: '文' })).toEqual({});
  });
});
