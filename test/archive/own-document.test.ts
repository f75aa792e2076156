import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../src/archive/entry-rows.js';
import { placeIn, readOwn, writeOwn } from '../../src/archive/own-document.js';
import { arrive, type Remembered } from '../../src/identify/index.js';
import type { StoredEntry } from '../../src/ledger/rows.js';
import type { FeedFormat, Item } from '../../src/model.js';
import { cleanArrival } from '../../src/poll/index.js';
import { generic } from '../support/relive.js';

/** Everything that has ever ended a line, a quote, a heading or a front matter. */
const odd = fc.constantFrom('---', '\n---\n', '\r\n', '\n', '\u2028---\u2028', '\u0085', '\ufeff', '\ud800', '\0', '\t', ' ', ']', '](', ')', '[', '------\n', "'", '"', '\\', ': ', ' #', '- ', '&a', '*a', '!b', '<!--1-->', 'null', '1', '~', '港', '{', '@');
const text = fc.array(fc.oneof(odd, fc.string({ unit: 'binary', maxLength: 4 })), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));
const address = fc.oneof(text, fc.nat(99).map((n) => `https://example.org/${n}?q=(${n})`));
const millis = fc.oneof(fc.integer({ min: -1e12, max: 2e12 }), fc.constantFrom(0, -1, 8.64e15, 1e15));
const date = fc.record({ at: millis, day: fc.constant(true as const) }, { requiredKeys: ['at'] });

const item: fc.Arbitrary<Item> = fc.record(
  {
    guid: text,
    link: address,
    title: text,
    content: text,
    summary: text,
    published: date,
    updated: date,
    stamp: fc.nat(2e12),
    image: address,
    language: text,
    base: address,
    authors: fc.array(fc.record({ name: text, uri: address, email: text }, { requiredKeys: [] }), { maxLength: 2 }),
    categories: fc.array(fc.record({ term: text, label: text, scheme: address }, { requiredKeys: ['term'] }), { maxLength: 2 }),
    enclosures: fc.array(fc.record({ url: address, type: text, length: fc.nat(), title: text, duration: fc.nat() }, { requiredKeys: ['url'] }), { maxLength: 2 }),
  },
  { requiredKeys: ['authors', 'categories', 'enclosures'] },
);
const format = fc.constantFrom<FeedFormat>('rss', 'rdf', 'atom', 'json', 'document');

const cleaning = 'as the policy asks';

describe('a document that our export wrote', () => {
  it('tells every entry to the letter, whatever its source wrote', () => {
    fc.assert(
      fc.property(item, format, millis, fc.nat(1e9), fc.array(text, { maxLength: 3 }), (arrived, as, at, number, marks) => {
        const arrival = cleanArrival(arrive(arrived, 0, new Set()), generic);
        const { cleaned, appearance, guid, link, alias } = arrival;
        if (cleaned === undefined || appearance === undefined) throw new Error('it was cleaned');
        const dates = { firstSeen: at, published: at, updated: at + 1000 };
        const known = { n: number + 1, id: 'urn:uuid:1', version: 3 };
        const stored: StoredEntry = {
          ...known, ...dates, item: arrived, format: as, cleaned, fingerprint: cleaning, commit: number,
          ...(arrived.link === undefined ? {} : { link: arrived.link }),
          ...(arrived.language === undefined ? {} : { language: arrived.language }),
          stamp: at,
        };
        const remembered: Remembered = {
          ...known, ...dates, ...appearance, fingerprint: cleaning, title: arrival.title, raw: 'of a later crawl', stamp: at, seen: 7, versions: marks,
          ...(arrival.date === undefined ? {} : { date: arrival.date }),
          ...(arrival.day ? { day: true } : {}),
          keys: [guid, link, alias, 'link:another' as const].filter((key) => key !== undefined),
          marks: ['a', 'b', 'c'],
        };
        const written = writeOwn({ stored, superseded: false, remembered, place: 51, leads: (key) => (key === 'link:another' ? 0 : number + 1) });
        const bytes = Buffer.from(written, 'utf8');
        expect(placeIn(bytes)).toBe(51);
        const read = readOwn(bytes, 'a.md');
        if (!read.ok) throw new Error(read.failure.message);
        const rows = rowsOf(read.value.matter, read.value.said, generic, cleaning);
        expect(rows.stored).toEqual(stored);
        expect({ ...rows.remembered, marks }).toEqual({ ...remembered, marks });
        expect(rows.remembered?.marks.slice(0, 3)).toEqual(['a', 'b', 'c']);
        expect(read.value.matter.distrusted).toEqual(['link:another']);
      }),
      { numRuns: 300 },
    );
  });
});
