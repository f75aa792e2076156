import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../src/parse/index.js';
import { atom03Cases, atomCases } from './cases/atom.js';
import { mendedCases, namespaceCases, rdfCases } from './cases/others.js';
import { rssCases, versionCases } from './cases/rss.js';
import { URL_OF_FEED, type Case } from './cases/shape.js';

const LIMITS = { items: 5_000, item: 5_000_000, nesting: 256 };

describe.each<[string, readonly Case[]]>([
  ['RSS', rssCases],
  ['versions of RSS', versionCases],
  ['RDF', rdfCases],
  ['Atom', atomCases],
  ['Atom 0.3', atom03Cases],
  ['name spaces', namespaceCases],
  ['mended', mendedCases],
])('%s', (_, cases) => {
  it.each(cases.map((one): [string, Case] => [one.promise, one]))('%s', async (_promise, { document, item, head }) => {
    const result = await parseFeed(Buffer.from(document), { url: URL_OF_FEED, timezone: 'UTC', limits: LIMITS });
    if (!result.ok) throw new Error(result.failure.message);
    for (const [key, value] of Object.entries(item ?? {})) expect({ [key]: read(result.value.items[0], key) }).toEqual({ [key]: value });
    for (const [key, value] of Object.entries(head ?? {})) expect({ [key]: read(result.value.head, key) }).toEqual({ [key]: value });
  });
});

function read(from: object | undefined, key: string): unknown {
  return new Map(Object.entries(from ?? {})).get(key);
}
