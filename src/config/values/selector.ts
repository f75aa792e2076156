import { selectAll } from 'css-select';
import type { AnyNode, Element } from 'domhandler';
import { parseDocument } from 'htmlparser2';
import { right, wrong, type Reading } from './reading.js';

/** The plainest article. */
const plain = parseDocument('<p>One.</p><p>Two.</p><p>Three.</p>');

/** A CSS selector, as css-select knows them; what css-select lets pass and no browser would is a slip of the pen. */
export function readSelector(text: string): Reading<string> {
  if (text.trim() === '') return wrong('is empty: write a CSS selector such as ".ad"');
  try {
    selectAll<AnyNode, Element>(text, plain);
  } catch (error) {
    return refused(reasonOf(error));
  }
  const bare = withoutTexts(text);
  const state = /:(?:hover|active|visited)(?![\w-])/i.exec(bare)?.[0];
  if (state !== undefined) return refused(`${state} tells what a reader does, which no article holds`);
  if (/\.(?![\w\\-]|[^\x00-\x7f])/.test(bare)) return refused('there is a point without a name behind it');
  const figure = /([.#])(-?\d[\w-]*)/.exec(bare);
  if (figure !== null) return wrong(`is no CSS selector (a name begins with a letter): write one such as ".ad", or, if there is this name, [${figure[1] === '.' ? 'class~' : 'id'}="${figure[2]}"]`);
  if (/[>+~]\s*(?:$|,)/.test(bare)) return refused('it names nothing at its end');
  return right(text);
}

/** Whether these selectors together take all there is out of an article that is nothing but paragraphs. */
export function takeAll(selectors: readonly string[]): boolean {
  const taken = new Set(selectors.flatMap((selector) => selectAll<AnyNode, Element>(selector, plain)));
  return plain.children.every((child) => (taken as ReadonlySet<AnyNode>).has(child));
}

/** Without what stands in quotes, in brackets, behind a backslash, or is the text that `:contains()` looks for. */
function withoutTexts(selector: string): string {
  return selector
    .replaceAll(/\\[0-9a-f]{1,6}\s?|\\./gi, 'x')
    .replaceAll(/"[^"]*"|'[^']*'/g, '')
    .replaceAll(/\[[^\]]*\]/g, '')
    .replaceAll(/:i?contains\([^)]*\)/gi, '');
}

function refused(reason: string): Reading<never> {
  return wrong(`is no CSS selector (${reason}): write one such as ".ad" or "aside > p"`);
}

/** In words of ours where css-select's own say little. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const found = /^Expected name, found ([\s\S]*)$/.exec(message)?.[1];
  if (found === undefined) return message;
  return found === '' ? 'a name is missing at its end' : `a name is missing before ${JSON.stringify(found)}`;
}
