import type { Failure, ParsedFeed, Result } from '../../model.js';
import { readLocal } from '../../fetch/index.js';
import { parseFeed, type ParseContext } from '../../parse/index.js';
import { timezoneOf } from '../../poll/index.js';
import { sourceFor, type Setting } from './setting.js';

/** The parse alone: what the document says, all of it, in its order. A folder's documents count as one, in the order of their names. */
export async function readParsed(address: string, setting: Setting): Promise<Result<ParsedFeed>> {
  const { limits, fetcher, trustedHosts } = setting;
  const source = sourceFor(address, setting);
  const timezone = timezoneOf(source);
  const context = (url: string): ParseContext => ({ url, limits, timezone });
  if (address.startsWith('file:')) return readFiles(address, context, setting);
  const answer = await fetcher.fetch({ url: address, headers: source.headers, limits, trustedHosts });
  switch (answer.kind) {
    case 'fresh':
      return parseFeed(answer.bytes, { ...context(answer.url), ...(answer.contentType === undefined ? {} : { contentType: answer.contentType }) });
    case 'failed':
      return { ok: false, failure: answer.failure };
    default:
      return { ok: false, failure: { code: 'gone', message: `${address} says it is gone for good (410): look for another address on its site.` } };
  }
}

export function noDocuments(address: string): Failure {
  return { code: 'empty', message: `${address} holds no archived document (*.md): name another folder, or a file.` };
}

async function readFiles(address: string, context: (url: string) => ParseContext, { limits }: Setting): Promise<Result<ParsedFeed>> {
  const found = await readLocal({ url: address, limits });
  if (found.kind === 'failed') return { ok: false, failure: found.failure };
  if (found.kind === 'fresh') return parseFeed(found.bytes, context(found.url));
  if (found.kind === 'notModified') throw new Error('an unconditional reading was answered "not modified"');
  const parsed: ParsedFeed[] = [];
  const notes: string[] = [];
  for await (const document of found.documents) {
    const read = document.ok ? await parseFeed(document.value, context(`${address}/${encodeURI(document.name)}`)) : document;
    if (read.ok) parsed.push(read.value);
    else notes.push(`${document.name}: ${read.failure.message}`);
  }
  const [first] = parsed;
  if (first === undefined) return { ok: false, failure: notes[0] === undefined ? noDocuments(address) : { code: 'empty', message: notes[0] } };
  return { ok: true, value: { ...first, items: parsed.flatMap(({ items }) => items), notes: [...parsed.flatMap((feed) => feed.notes), ...notes] } };
}
