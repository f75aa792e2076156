import type { CleanPolicy, Entry } from '../model.js';
import { cleaningFingerprint, cleanItem } from '../clean/index.js';
import type { StoredEntry } from '../ledger/rows.js';

const fingerprints = new WeakMap<CleanPolicy, string>();

function fingerprintOf(policy: CleanPolicy): string {
  const known = fingerprints.get(policy) ?? cleaningFingerprint(policy);
  fingerprints.set(policy, known);
  return known;
}

/** An entry as it is published: cleaned anew where the configuration or the program has changed since it was stored. */
export function toEntry(source: string, stored: StoredEntry, policy: CleanPolicy): Entry {
  const fresh = stored.fingerprint === fingerprintOf(policy) ? stored.cleaned : cleanItem(stored.item, policy);
  const { published, ...cleaned } = fresh;
  return {
    ...cleaned,
    id: stored.id,
    source,
    ...(stored.link === undefined ? {} : { link: stored.link }),
    ...(stored.language === undefined ? {} : { language: stored.language }),
    ...(stored.stamp === undefined ? {} : { stamp: stored.stamp }),
    published: stored.published,
    updated: stored.updated,
  };
}

/** The order in which a feed shows its entries: published, then stamp, then id, all descending. */
export function newestFirst(one: Entry, other: Entry): number {
  return other.published - one.published || (other.stamp ?? 0) - (one.stamp ?? 0) || (one.id < other.id ? 1 : -1);
}
