import type { Finding, Path } from './mistake.js';
import { valueAt } from './naming.js';
import { nearest } from './nearest.js';

/**
 * What holds between keys rather than within one: ids are unique, merged feeds name sources that are there.
 * It reads the bare content, so that it speaks up whatever else is wrong with the file.
 */
export function checkReferences(content: unknown, lineOf: (path: Path) => number): Finding[] {
  const sources = idsIn(content, 'sources');
  const feeds = idsIn(content, 'feeds');
  return [
    ...duplicates([...sources, ...feeds], lineOf),
    ...feeds.flatMap(({ path }) => checkMerged(content, path.slice(0, 2), known(sources), known(feeds))),
    ...listAt(content, ['sources']).flatMap((_, place) => doubledHeaders(content, ['sources', place, 'headers'])),
  ];
}

interface Named {
  readonly path: Path;
  readonly id: string | undefined;
}

const listAt = (content: unknown, path: Path): readonly unknown[] => {
  const list = valueAt(content, path);
  return Array.isArray(list) ? list : [];
};

function idsIn(content: unknown, list: 'sources' | 'feeds'): Named[] {
  return listAt(content, [list]).map((_, place) => {
    const path = [list, place, 'id'];
    const id = valueAt(content, path);
    return { path, id: typeof id === 'string' ? id : undefined };
  });
}

const known = (named: readonly Named[]): ReadonlySet<string> => new Set(named.map(({ id }) => id).filter((id) => id !== undefined));

function duplicates(named: readonly Named[], lineOf: (path: Path) => number): Finding[] {
  const owners = new Map<string, Path>();
  return named.flatMap(({ path, id }): Finding[] => {
    const first = id === undefined ? undefined : owners.get(id);
    if (id !== undefined && first === undefined) owners.set(id, path);
    if (id === undefined || first === undefined) return [];
    const owner = first[0] === 'sources' ? 'source' : 'merged feed';
    return [{ path, at: 'value', message: `id "${id}" is taken by the ${owner} in line ${lineOf(first)}: give each source and each merged feed a name of its own` }];
  });
}

function checkMerged(content: unknown, feed: Path, sources: ReadonlySet<string>, feeds: ReadonlySet<string>): Finding[] {
  const seen = new Set<string>();
  return listAt(content, [...feed, 'sources']).flatMap((name, place): Finding[] => {
    if (typeof name !== 'string') return [];
    const path = [...feed, 'sources', place];
    if (!sources.has(name)) return [{ path, at: 'value', message: unknownSource(name, [...sources], feeds.has(name)) }];
    if (seen.has(name)) return [{ path, at: 'value', message: `source "${name}" stands twice in this list: keep one` }];
    seen.add(name);
    return [];
  });
}

function unknownSource(name: string, known: readonly string[], isFeed: boolean): string {
  if (isFeed) return `"${name}" is a merged feed, and only sources can be merged: name its sources`;
  const guess = nearest(name, known);
  if (guess !== undefined) return `there is no source "${name}": did you mean ${guess}?`;
  return `there is no source "${name}": ${known.length === 0 ? 'add it under sources' : `the sources are ${known.slice(0, 20).join(', ')}${known.length > 20 ? ' …' : ''}`}`;
}

function doubledHeaders(content: unknown, path: Path): Finding[] {
  const headers = valueAt(content, path);
  const names = typeof headers === 'object' && headers !== null ? Object.keys(headers) : [];
  return names.flatMap((name, place) =>
    names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) < place
      ? [{ path: [...path, name], at: 'key', message: `the header ${name} stands twice, for capitals do not count: keep one` }]
      : [],
  );
}
