import type { CleanPolicy, Millis, OutputFeed, ParsedFeed, Result } from '../../model.js';
import { cleanedArticle } from '../../app/inspect/article.js';
import { cleanItem } from '../../clean/index.js';
import { policyOf } from '../../poll/index.js';
import { renderFeed } from '../../publish/index.js';
import { askedOnce, unexpected } from '../words.js';
import type { Input } from './input.js';
import { asJsonFeed } from './json-feed.js';
import { readParsed } from './parsed.js';
import { publishedFrom, type Published } from './published.js';
import { asItArrived, asOutputFeed } from './raw-feed.js';
import { sourceFor, type Setting } from './setting.js';
import { languageOf, standalonePage } from './standalone.js';

export type Form = 'html' | 'atom' | 'rss' | 'json' | 'ndjson';

/** One input and what was made of it. */
export interface Preview {
  readonly ok: boolean;
  /** For stdout; '' where there is nothing to show. */
  readonly text: string;
  /** For stderr, where `text` does not tell of it. */
  readonly complaint?: string;
  readonly notes: readonly string[];
}

/** Previews one input. Whatever happens is told of this input alone; never rejects. */
export async function previewOne(typed: Input, setting: Setting, form: Form, now: Millis): Promise<Preview> {
  const { input, name } = typed;
  const found = await find(typed, setting, now);
  const shown: Result<Shown> = found.ok ? found : { ok: false, failure: askedOnce(found.failure) };
  if (form === 'ndjson') {
    const line = shown.ok ? { input, ok: true, feed: shown.value.json() } : { input, ok: false, error: shown.failure.message };
    return { ok: shown.ok, text: `${JSON.stringify(line)}\n`, notes: [] };
  }
  if (!shown.ok) return { ok: false, text: '', complaint: `feedrelay: ${shown.failure.message.startsWith(name) ? '' : `${name}: `}${shown.failure.message}`, notes: [] };
  return { ok: true, text: shown.value.text(form), notes: shown.value.notes.map((note) => `note: ${name}: ${note}`) };
}

/** Where the scheme was not typed, https comes first; an answer by http says more than that there was none. */
async function find({ name, address, instead }: Input, setting: Setting, now: Millis): Promise<Result<Shown>> {
  if (!address.ok) return address;
  const first = await attempt(address.value, setting, now);
  if (first.ok || instead === undefined) return first;
  const second = await attempt(instead, setting, now);
  if (second.ok || second.failure.http !== undefined) return second;
  const { failure } = first;
  return { ok: false, failure: { ...failure, message: `There is no file or folder ${name}, and as an address it fails: ${failure.message}` } };
}

/** What an input came to, to be written in the form that is wanted and in no other. */
interface Shown {
  readonly json: () => unknown;
  readonly text: (form: Exclude<Form, 'ndjson'>) => string;
  readonly notes: readonly string[];
}

async function attempt(address: string, setting: Setting, now: Millis): Promise<Result<Shown>> {
  try {
    if (setting.profile === 'none') {
      const parsed = await readParsed(address, setting);
      return parsed.ok ? { ok: true, value: showParsed(address, parsed.value, setting, now) } : parsed;
    }
    const published = await publishedFrom(address, setting, now);
    return published.ok ? { ok: true, value: showPublished(published.value, setting) } : published;
  } catch (error) {
    return { ok: false, failure: { code: 'unexpected', message: unexpected(error) } };
  }
}

function showPublished({ feed, notes, cleaned }: Published, { configuration }: Setting): Shown {
  return {
    json: () => JSON.parse(renderFeed(feed, 'json')) as unknown,
    text: (form) => (form === 'html' ? pageOf(feed, configuration.server.baseUrl, cleaned) : renderFeed(feed, form)),
    notes,
  };
}

/** The parse alone, in the document's order; sanitised where it is to be looked at. */
function showParsed(address: string, parsed: ParsedFeed, setting: Setting, now: Millis): Shown {
  const source = sourceFor(address, setting);
  const { baseUrl } = setting.configuration.server;
  const policy: CleanPolicy = policyOf(source, parsed.format, setting);
  const asFeed = (look: Parameters<typeof asOutputFeed>[2]): OutputFeed => asOutputFeed(source.id, parsed, look, baseUrl, now);
  const parsedPage = (feed: OutputFeed): string => {
    const items = new Map(feed.entries.map(({ entry }, place) => [entry, parsed.items[place]]));
    return pageOf(feed, baseUrl, (entry) => {
      const item = items.get(entry);
      return item && cleanedArticle(item, policy);
    });
  };
  return {
    json: () => asJsonFeed(parsed),
    text(form) {
      switch (form) {
        case 'json':
          return `${JSON.stringify(asJsonFeed(parsed), null, 2)}\n`;
        case 'html':
          return parsedPage(asFeed((item) => cleanItem(item, policy)));
        default:
          return renderFeed(asFeed(asItArrived), form);
      }
    },
    notes: parsed.notes,
  };
}

const pageOf = (feed: OutputFeed, baseUrl: string, cleaned: Published['cleaned']): string => standalonePage(feed, baseUrl, languageOf(process.env), cleaned);
