import type { CleanPolicy, FeedFormat, Item, Source } from '../../model.js';
import { explainCleaning } from '../../clean/index.js';
import type { Decision, Remembered } from '../../identify/index.js';
import { policyOf, type House } from '../../poll/index.js';
import type { CleanedArticle, InspectedArticle, InspectedEntry } from '../../serve/index.js';

/** Characters of a body that is explained; more would hold up who is being served. */
const EXPLAINED = 200_000;

export interface ArticleToInspect {
  readonly source: Source;
  readonly format: FeedFormat;
  readonly item: Item;
  readonly decision?: Decision;
  readonly remembered?: Remembered;
}

/** One article as the inspector shows it: cleaned anew, as the configuration has it now. */
export function inspectArticle({ source, format, item, decision, remembered }: ArticleToInspect, house: House): InspectedArticle {
  const known = decision?.kind === 'known' ? decision.entry : remembered;
  return {
    title: item.title ?? item.link ?? item.guid ?? '—',
    ...(item.link === undefined ? {} : { link: item.link }),
    ...(decision === undefined ? {} : { decision: { reason: decision.match.reason, outcome: decision.kind === 'new' ? 'new' : decision.verdict.kind } }),
    ...(known === undefined ? {} : { entry: entryOf(source.id, known) }),
    ...cleanedArticle(item, policyOf(source, format, house)),
  };
}

/** What cleaning makes of an item's body, and how. */
export function cleanedArticle(item: Item, policy: CleanPolicy): CleanedArticle {
  const before = item.content ?? '';
  const steps = before.length > EXPLAINED ? undefined : explainCleaning(item, policy);
  return { before, after: steps === undefined ? '' : (steps.at(-1)?.after ?? before), ...(steps === undefined ? {} : { steps }) };
}

function entryOf(source: string, { id, keys, version, firstSeen, published, updated, stamp }: Remembered): InspectedEntry {
  return { source, id, keys, version, firstSeen, published, updated, ...(stamp === undefined ? {} : { stamp }) };
}
