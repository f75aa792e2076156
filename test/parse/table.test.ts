import { describe, expect, it } from 'vitest';
import { read as readFeed } from './read.js';
import { atom03Cases, atomCases } from './cases/atom.js';
import { mendedCases, namespaceCases, rdfCases } from './cases/others.js';
import { rssCases, versionCases } from './cases/rss.js';
import { unclosedCases } from './cases/unclosed.js';
import type { Case } from './cases/shape.js';


describe.each<[string, readonly Case[]]>([
  ['RSS', rssCases],
  ['versions of RSS', versionCases],
  ['RDF', rdfCases],
  ['Atom', atomCases],
  ['Atom 0.3', atom03Cases],
  ['name spaces', namespaceCases],
  ['mended', mendedCases],
  ['unclosed', unclosedCases],
])('%s', (_, cases) => {
  it.each(cases.map((one): [string, Case] => [one.promise, one]))('%s', async (_promise, { document, item, head, titles }) => {
    const feed = await readFeed(document);
    if (titles !== undefined) expect(feed.items.map(({ title }) => title)).toEqual(titles);
    for (const [key, value] of Object.entries(item ?? {})) expect({ [key]: valueOf(feed.items[0], key) }).toEqual({ [key]: value });
    for (const [key, value] of Object.entries(head ?? {})) expect({ [key]: valueOf(feed.head, key) }).toEqual({ [key]: value });
  });
});

function valueOf(from: object | undefined, key: string): unknown {
  return new Map(Object.entries(from ?? {})).get(key);
}
