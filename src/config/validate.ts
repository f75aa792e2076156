import type * as z from 'zod';
import type { Finding, Path } from './mistake.js';
import { expectedAt, keysAt, type JsonSchema } from './json-schema.js';
import { nameOf, quoted, valueAt } from './naming.js';
import { nearest } from './nearest.js';
import { schema, type Written } from './schema.js';
import { slug } from './source-id.js';

export type Validated = { readonly ok: true; readonly value: Written } | { readonly ok: false; readonly findings: readonly Finding[] };

/**
 * The content against the definition.
 * @param content what is to be judged, variables filled in
 * @param asWritten the same as it stands in the file, for messages: a variable's value is not theirs to show
 */
export function validate(content: unknown, asWritten: unknown): Validated {
  const outcome = schema.safeParse(content ?? {});
  if (outcome.success) return { ok: true, value: outcome.data };
  return { ok: false, findings: outcome.error.issues.flatMap((issue) => findingsOf(issue, [], asWritten)) };
}

function findingsOf(issue: z.core.$ZodIssue, above: Path, asWritten: unknown): Finding[] {
  const path = [...above, ...issue.path];
  const value = valueAt(asWritten, path);
  const subject = `${nameOf(path)}${quoted(value, path)}`;
  const about = (message: string): Finding[] => [{ path, at: 'value', message }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], at: 'key', message: unknownKey(path, key) }));
    case 'invalid_key':
      return [{ path, at: 'key', message: `${nameOf(path.slice(0, -1))}: "${String(path.at(-1))}" ${issue.issues[0]?.message ?? 'is no key'}` }];
    case 'invalid_union':
      return unionFindings(issue, path, asWritten) ?? about(`${subject} must be ${kindOf(expectedAt(path))}${exampleOf(path)}`);
    case 'invalid_type':
      return value === undefined ? about(missing(path)) : about(`${subject} must be ${kindOf(expectedAt(path))}${cureOf(value, path, issue.expected)}`);
    case 'invalid_value':
      return about(`${subject} is none of ${issue.values.join(', ')}${guess(value, issue.values)}`);
    case 'invalid_format':
      return about(`${subject} must be of a-z, 0-9 and - alone, such as ${slug(String(value)) || 'source-1'}`);
    case 'too_small':
    case 'too_big':
      return about(outOfRange(subject, issue.origin, path));
    default:
      return about(`${subject} ${issue.message}`);
  }
}

/** The complaints of the one alternative that was meant; `undefined` where the value is of no alternative's kind. */
function unionFindings(issue: z.core.$ZodIssueInvalidUnion, path: Path, asWritten: unknown): Finding[] | undefined {
  const meant = issue.errors.find((errors) => errors.some((error) => error.path.length > 0 || !['invalid_type', 'invalid_value'].includes(error.code)));
  return meant?.flatMap((error) => findingsOf(error, path, asWritten));
}

function unknownKey(path: Path, key: string): string {
  const here = keysAt(path);
  const guessed = nearest(key, here);
  if (guessed !== undefined) return `unknown key ${key}: did you mean ${guessed}?`;
  const places = [
    ...keysAt([]).filter((section) => keysAt([section]).includes(key)).map((section) => `under ${section}`),
    ...(keysAt(['sources', 0]).includes(key) ? ['in a source'] : []),
    ...(keysAt(['feeds', 0]).includes(key) ? ['in a merged feed'] : []),
    ...(keysAt([]).includes(key) ? ['at the left margin'] : []),
  ];
  if (places.length > 0) return `unknown key ${key} in this place: it stands ${places.join(' or ')}`;
  return `unknown key ${key}: known here are ${here.join(', ')}`;
}

function missing(path: Path): string {
  const example = expectedAt(path)?.examples?.[0];
  const line = `${String(path.at(-1))}: ${typeof example === 'string' ? example : JSON.stringify(example ?? '…')}`;
  return `${nameOf(path.slice(0, -1))} has no ${String(path.at(-1))}: add a line such as ${line}`;
}

function kindOf(expected: JsonSchema | undefined): string {
  if (expected?.const !== undefined) return JSON.stringify(expected.const);
  if (expected?.anyOf !== undefined) return [...new Set(expected.anyOf.map(kindOf))].join(' or ');
  const kinds: Readonly<Record<string, string>> = { string: 'a text', integer: 'a whole number', array: 'a list', object: 'a map of keys and values' };
  return kinds[expected?.type ?? ''] ?? 'something else';
}

function exampleOf(path: Path): string {
  const expected = expectedAt(path);
  const example = expected?.examples?.[0];
  const saysItAll = expected?.anyOf?.some((option) => option.const !== undefined) ?? false;
  return example === undefined || saysItAll ? '' : `, such as ${typeof example === 'string' ? example : JSON.stringify(example)}`;
}

/** A bare number where free text belongs wants quotes; where a notation with figures belongs (`30s`), it wants the rest of it. */
function cureOf(value: unknown, path: Path, expected: string): string {
  const bare = typeof value === 'number' || typeof value === 'boolean';
  const example = exampleOf(path);
  return bare && expected === 'string' && !/\d/.test(example) ? `: put it in quotes, "${String(value)}"` : example;
}

function guess(value: unknown, known: readonly unknown[]): string {
  const found = nearest(String(value), known.map(String));
  return found === undefined ? '' : `: did you mean ${found}?`;
}

function outOfRange(subject: string, origin: string, path: Path): string {
  if (origin === 'array') return `${subject} is an empty list: name at least one`;
  if (origin === 'string') return subject.endsWith('""') ? `${subject} is empty: write something, or leave the key out` : `${subject} is too long: write at most 100 characters`;
  const expected = expectedAt(path);
  const bounds = [expected, ...(expected?.anyOf ?? [])].find((option) => option?.minimum !== undefined);
  const most = bounds?.maximum === Number.MAX_SAFE_INTEGER ? undefined : bounds?.maximum;
  return `${subject} is out of range: write a whole number ${most === undefined ? `of at least ${bounds?.minimum ?? 1}` : `from ${bounds?.minimum ?? 1} to ${most}`}`;
}
