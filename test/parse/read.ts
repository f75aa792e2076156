import type { Failure, ParsedFeed } from '../../src/model.js';
import { parseFeed, type ParseContext } from '../../src/parse/index.js';
import { URL_OF_FEED } from './cases/shape.js';

export const LIMITS = { items: 5_000, item: 5_000_000, nesting: 256 };

const context = (changes: Partial<ParseContext> = {}): ParseContext => ({ url: URL_OF_FEED, timezone: 'UTC', limits: LIMITS, ...changes });

/** What a document says; throws where it should have been read and was not. */
export async function read(document: string | Uint8Array, changes?: Partial<ParseContext>): Promise<ParsedFeed> {
  const result = await parseFeed(Buffer.from(document), context(changes));
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result.value;
}

/** Why a document cannot be read; throws where it was. */
export async function refuse(document: string | Uint8Array, changes?: Partial<ParseContext>): Promise<Failure> {
  const result = await parseFeed(Buffer.from(document), context(changes));
  if (result.ok) throw new Error('was read');
  return result.failure;
}
