import { learnt } from '../learnt.js';
import type { Language } from './shelf.js';

/** Content codings we speak (RFC 9110 §8.4.1). */
export type Encoding = 'br' | 'gzip' | 'identity';

/** Our own order, where a client likes several equally. */
const encodings: readonly Encoding[] = ['br', 'gzip', 'identity'];

/** What a list with quality values names, lower-cased, in its order. What bears no readable quality counts as refused. */
function readQualities(header: string): readonly (readonly [name: string, quality: number])[] {
  return header.split(',').flatMap((member) => {
    const [name = '', ...parameters] = member.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    return name === '' ? [] : [[name, weight === undefined ? 1 : readWeight(weight.slice(2))] as const];
  });
}

function readWeight(text: string): number {
  return /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(text) ? Number(text) : 0;
}

/**
 * The coding to answer with (RFC 9110 §12.5.3): the highest quality value, ours first among equals. Without a header,
 * identity; where nothing we have is acceptable, identity too, for a reader is better served by bytes than by a 406.
 */
export function chooseEncoding(header: string | undefined): Encoding {
  if (header === undefined) return 'identity';
  const qualities = new Map(readQualities(header));
  const rest = qualities.get('*');
  const quality = (encoding: Encoding): number => {
    const named = qualities.get(encoding) ?? (encoding === 'gzip' ? qualities.get('x-gzip') : undefined);
    // Identity is acceptable unless refused, but what a client took the trouble to name comes before it.
    return named ?? rest ?? (encoding === 'identity' ? Number.MIN_VALUE : 0);
  };
  return best(encodings, quality) ?? 'identity';
}

/** The language of our own pages (RFC 9110 §12.5.4, by primary subtag): the highest quality value, else English. */
export function chooseLanguage(header: string | undefined): Language {
  if (header === undefined) return 'en';
  const wishes = readQualities(header).flatMap(([range, quality]): readonly (readonly [Language, number])[] => {
    const primary = range.split('-', 1)[0];
    if (primary === 'zh') return [['zh', quality]];
    return primary === 'en' || primary === '*' ? [['en', quality]] : [];
  });
  return best(wishes, ([, quality]) => quality)?.[0] ?? 'en';
}

/** The first of those with the highest score above zero. */
function best<T>(candidates: readonly T[], score: (candidate: T) => number): T | undefined {
  let [winner, highest]: [T | undefined, number] = [undefined, 0];
  for (const candidate of candidates) {
    if (score(candidate) > highest) [winner, highest] = [candidate, score(candidate)];
  }
  return winner;
}

/** The same choice for the same header, learnt: clients send few distinct ones. */
export function remembered<T extends string>(choose: (header: string | undefined) => T): (header: string | undefined) => T {
  const absent = choose(undefined);
  const chosen = learnt(choose);
  return (header) => (header === undefined ? absent : chosen(header));
}
