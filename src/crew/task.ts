import type { CleanPolicy, Cleaned, Item, ParsedFeed, Result } from '../model.js';
import { cleanItem } from '../clean/index.js';
import { appearanceOf, type Appearance } from '../identify/index.js';
import { parseFeed, type ParseContext } from '../parse/index.js';

/** What of a poll can take long: pure functions of plain values, so that it does not matter in which thread they run. */
export type Task =
  | { readonly kind: 'parse'; readonly bytes: Uint8Array; readonly context: ParseContext }
  | { readonly kind: 'clean'; readonly items: readonly Item[]; readonly policy: CleanPolicy };

export interface CleanedItem {
  readonly cleaned: Cleaned;
  readonly appearance: Appearance;
}

export function parseTask(bytes: Uint8Array, context: ParseContext): Promise<Result<ParsedFeed>> {
  return parseFeed(bytes, context);
}

export function cleanTask(item: Item, policy: CleanPolicy): CleanedItem {
  const cleaned = cleanItem(item, policy);
  return { cleaned, appearance: appearanceOf(cleaned) };
}
