import type { Configuration, Millis, ParsedFeed, Source } from '../../model.js';
import { StoreError } from '../../store/index.js';
import { PollError, type House } from '../../poll/index.js';
import type { InspectorFinding } from '../../serve/index.js';
import { inspectArticle, type ArticleToInspect } from './article.js';
import { lookUp } from './look-up.js';
import { decisionOf, fetchFeed, rehearse } from './rehearse.js';

/** Articles shown at once. */
const SHOWN = 10;

export interface Inspecting {
  readonly configuration: Configuration;
  readonly house: House;
  readonly now: Millis;
}

/**
 * What is known of what the operator asks for: entries that are kept, by link, guid or id; else what a poll of the source
 * would do now; else what the feed at an address holds. Nothing is written.
 *
 * @param asked a source's id or '', and a link, guid, id, address or ''
 */
export async function inspect(asked: { readonly source: string; readonly what: string }, inspecting: Inspecting): Promise<InspectorFinding> {
  try {
    return await answer(asked, inspecting);
  } catch (error) {
    if (error instanceof StoreError || error instanceof PollError) return { kind: 'failed', failure: error.failure };
    throw error;
  }
}

async function answer({ source: id, what }: { readonly source: string; readonly what: string }, { configuration, house, now }: Inspecting): Promise<InspectorFinding> {
  const source = configuration.sources.find((candidate) => candidate.id === id);
  if (what !== '') {
    const kept = await lookUp(what, source === undefined ? configuration.sources : [source], house.store);
    if (kept.length > 0) {
      return shown(kept.map(({ source, stored, remembered }) => ({ source, item: stored.item, format: stored.format, ...(remembered === undefined ? {} : { remembered }) })), house);
    }
    return /^https?:\/\//i.test(what) && URL.canParse(what) ? visited(addressed(what, source, configuration), house) : { kind: 'unknown' };
  }
  if (source === undefined) return { kind: 'nothing-asked' };
  if (!source.url.startsWith('http')) return { kind: 'local' };
  const rehearsed = await rehearse(source, house, now);
  if (!rehearsed.ok) return { kind: 'failed', failure: rehearsed.failure };
  const { feed, decisions, outdated } = rehearsed.value;
  const articles = articlesOf(source, feed).map((article): ArticleToInspect => {
    const decision = decisionOf(article.item, decisions);
    return decision === undefined ? article : { ...article, decision };
  });
  return { ...shown(articles, house), outdated };
}

async function visited(source: Source, house: House): Promise<InspectorFinding> {
  const fetched = await fetchFeed(source, house);
  return fetched.ok ? shown(articlesOf(source, fetched.value.feed), house) : { kind: 'no-feed', failure: fetched.failure };
}

/** An address read as a source would be: like the one that was chosen, without its headers, which are for its own host. */
function addressed(url: string, like: Source | undefined, { sources }: Configuration): Source {
  const plain = { id: 'address', url, headers: {}, profile: 'auto', images: { default: { kind: 'direct' }, hosts: [], https: [] }, remove: [], keep: 'all', limit: 50, schedule: { kind: 'every', ms: 3_600_000 } } as const;
  const model = like ?? sources.find((source) => source.url === url);
  return model === undefined ? plain : { ...model, url, headers: {} };
}

function articlesOf(source: Source, { items, format }: ParsedFeed): readonly ArticleToInspect[] {
  return items.map((item) => ({ source, item, format }));
}

function shown(articles: readonly ArticleToInspect[], house: House): Extract<InspectorFinding, { kind: 'articles' }> {
  return { kind: 'articles', articles: articles.slice(0, SHOWN).map((article) => inspectArticle(article, house)), left: Math.max(0, articles.length - SHOWN) };
}
