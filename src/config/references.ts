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
    ...feeds.flatMap(({ path }) => checkMerged(content, path.slice(0, 2), sources.map(({ id }) => id), feeds.map(({ id }) => id))),
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

function duplicates(named: readonly Named[], lineOf: (path: Path) => number): Finding[] {
  return named.flatMap(({ path, id }, place) => {
    const first = named.slice(0, place).find((other) => id !== undefined && other.id === id);
    if (first === undefined) return [];
    const owner = first.path[0] === 'sources' ? 'source' : 'merged feed';
    return [{ path, at: 'value', message: `id "${String(id)}" is taken by the ${owner} in line ${lineOf(first.path)}: give each source and each merged feed a name of its own` }];
  });
}

function checkMerged(content: unknown, feed: Path, sources: readonly (string | undefined)[], feeds: readonly (string | undefined)[]): Finding[] {
  const names = listAt(content, [...feed, 'sources']);
  const known = sources.filter((id) => id !== undefined);
  return names.flatMap((name, place): Finding[] => {
    if (typeof name !== 'string') return [];
    const path = [...feed, 'sources', place];
    if (!known.includes(name)) return [{ path, at: 'value', message: unknownSource(name, known, feeds.includes(name)) }];
    return names.indexOf(name) < place ? [{ path, at: 'value', message: `source "${name}" stands twice in this list: keep one` }] : [];
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
