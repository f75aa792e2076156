import { diffArrays } from 'diff';

/** Part of a text that the other one has too, or has not: empty where only the other one has something. */
export interface Run {
  readonly text: string;
  readonly changed: boolean;
}

export interface Comparison {
  readonly before: readonly Run[];
  readonly after: readonly Run[];
}

/** Insertions and deletions beyond which two texts count as different altogether: the search costs their square. */
const MOST_TAGS = 1_000;
const MOST_WORDS = 150;
/** Characters of a changed stretch that is compared word by word … */
const STRETCH = 5_000;
/** … and what share of its letters must have stayed for that to be told; less is confetti. */
const LEAST_KEPT = 0.3;

/** Tags, and what stands between them. */
const TAGS = /<[^>]*>?|[^<]+/g;
/** Words; of scripts that write no spaces, characters. */
const WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])+|\s+|./gsu;

/**
 * Where two versions of an HTML text differ: first tag by tag, then word by word within what changed. The runs of each
 * side, one after the other, are that side's text.
 */
export function compare(before: string, after: string): Comparison {
  const sides: { readonly before: Run[]; readonly after: Run[] } = { before: [], after: [] };
  let [removed, added] = ['', ''];
  const settle = (): void => {
    const words = wordByWord(removed, added);
    sides.before.push(...words.before);
    sides.after.push(...words.after);
    [removed, added] = ['', ''];
  };
  for (const { text, kind } of changes(before, after, TAGS, MOST_TAGS) ?? differing(before, after)) {
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else {
      settle();
      sides.before.push({ text, changed: false });
      sides.after.push({ text, changed: false });
    }
  }
  settle();
  return sides;
}

function wordByWord(removed: string, added: string): Comparison {
  if (removed === '' && added === '') return { before: [], after: [] };
  const whole = { before: [{ text: removed, changed: true }], after: [{ text: added, changed: true }] };
  if (removed === '' || added === '' || Math.max(removed.length, added.length) > STRETCH) return whole;
  const words = changes(removed, added, WORDS, MOST_WORDS) ?? [];
  const kept = words.reduce((sum, { text, kind }) => sum + (kind === 'kept' ? letters(text) : 0), 0);
  if (kept === 0 || kept < Math.max(letters(removed), letters(added)) * LEAST_KEPT) return whole;
  return {
    before: runs(words.flatMap(({ text, kind }) => (kind === 'added' ? [] : [[text, kind === 'removed'] as const]))),
    after: runs(words.flatMap(({ text, kind }) => (kind === 'removed' ? [] : [[text, kind === 'added'] as const]))),
  };
}

function runs(parts: readonly (readonly [text: string, changed: boolean])[]): readonly Run[] {
  return parts.filter(([text]) => text !== '').map(([text, changed]) => ({ text, changed }));
}

function letters(text: string): number {
  return text.replace(/[^\p{L}\p{N}]+/gu, '').length;
}

interface Change {
  readonly text: string;
  readonly kind: 'kept' | 'removed' | 'added';
}

/** Absent where the texts differ too much. */
function changes(before: string, after: string, tokens: RegExp, most: number): readonly Change[] | undefined {
  return diffArrays(before.match(tokens) ?? [], after.match(tokens) ?? [], { maxEditLength: most })?.map(({ value, removed, added }) => ({
    text: value.join(''),
    kind: removed ? 'removed' : added ? 'added' : 'kept',
  }));
}

function differing(before: string, after: string): readonly Change[] {
  return [{ text: before, kind: 'removed' }, { text: after, kind: 'added' }];
}
