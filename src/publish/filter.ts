import { RE2JS } from 're2js';
import type { Entry, Filter, Result } from '../model.js';
import { line, textOf } from './render/text.js';

export type FilteredEntry = Pick<Entry, 'title' | 'authors' | 'categories' | 'content'>;
export type EntryFilter = (entry: FilteredEntry) => boolean;

type Part = keyof Filter;

/** What of an entry a pattern is held against, any of these; cheap parts first. */
const parts: Readonly<Record<Part, (entry: FilteredEntry) => readonly string[]>> = {
  title: ({ title }) => [line(title)],
  author: ({ authors }) => authors.flatMap(({ name, email }) => [name, email].filter((text) => text !== undefined)),
  category: ({ categories }) => categories.flatMap(({ term, label }) => (label === undefined ? [term] : [term, label])),
  content: ({ content }) => [textOf(content)],
};
const ORDER: readonly Part[] = ['title', 'author', 'category', 'content'];

/**
 * Which entries are shown: those in which every pattern of `include` is found and none of `exclude`.
 *
 * A pattern may be found anywhere in a part. `title` is the title; `author` any author's name or e-mail
 * address; `category` any category's term or label; `content` the text of the body as a reader sees it,
 * without tags, on one line. Patterns are RE2's (linear in the text, which is a stranger's).
 *
 * @returns a failure `bad-pattern` that names the pattern, for one that RE2 does not read
 */
export function compileFilter(include: Filter = {}, exclude: Filter = {}): Result<EntryFilter> {
  for (const [name, filter] of [['include', include] as const, ['exclude', exclude] as const]) {
    for (const part of ORDER) {
      const wrong = filter[part] === undefined ? undefined : checkPattern(filter[part]);
      if (wrong !== undefined) return { ok: false, failure: { code: 'bad-pattern', message: `${name}.${part}: ${wrong}` } };
    }
  }
  const wanted = tests(include);
  const unwanted = tests(exclude);
  return { ok: true, value: (entry) => wanted.every((test) => test(entry)) && !unwanted.some((test) => test(entry)) };
}

/** What is wrong with a pattern and what would be right, for people; undefined if it can be used. */
export function checkPattern(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error);
    const cure = /\(\?[=!<]|\\[1-9]/.test(pattern)
      ? 'look-around and back-references are not available, for they cannot be matched in linear time'
      : 'write a regular expression as RE2 reads it';
    return `"${pattern}" is no regular expression (${reason}); ${cure}`;
  }
}

function tests(filter: Filter): readonly EntryFilter[] {
  return ORDER.flatMap((part) => {
    const pattern = filter[part];
    if (pattern === undefined) return [];
    const expression = RE2JS.compile(pattern);
    return (entry: FilteredEntry) => parts[part](entry).some((text) => expression.test(text));
  });
}
