import type { CleanPolicy, Cleaned } from '../model.js';
import { cleanItem } from '../clean/index.js';
import type { Crew } from '../crew/index.js';
import { appearanceOf, isDuplicate, type Arrival, type Key } from '../identify/index.js';
import type { WorkingLedger } from '../ledger/working.js';
import { PollError } from './poll-error.js';

/** Who cleans, and how what is cleaned is named where it cannot be. */
export interface Cleaner {
  readonly crew: Pick<Crew, 'clean'>;
  readonly place: string;
}

/**
 * Cleans what has to be cleaned: every item but the plain duplicates. A duplicate is plain where
 * its keys lead to one entry that no other item of the document could be, and nothing but its
 * content could raise a doubt: it arrived as before, or with both keys, or at a time of its own;
 * and no item whose keys lead nowhere bears the same date and title, for the two may be one.
 *
 * @throws PollError for an article that takes more time or memory than it may
 */
export async function cleanArrivals(arrivals: readonly Arrival[], ledger: WorkingLedger, policy: CleanPolicy, { crew, place }: Cleaner): Promise<readonly Arrival[]> {
  const plain = plainDuplicates(arrivals, ledger);
  const others = arrivals.filter((arrival) => !plain.has(arrival));
  const done = await crew.clean(others.map(({ item }) => item), policy, place);
  if (!done.ok) throw new PollError(done.failure);
  const cleaned = new Map(others.map((arrival, index) => [arrival, sharing(arrival, done.value[index])]));
  return arrivals.map((arrival) => ({ ...arrival, ...cleaned.get(arrival) }));
}

/** A text that cleaning left as it was stands in memory once, not twice, until it is committed: a document may be 20 MB. */
function sharing<T extends { readonly cleaned: Cleaned }>({ item }: Arrival, done: T | undefined): T | undefined {
  if (done === undefined || done.cleaned.content !== item.content) return done;
  return { ...done, cleaned: { ...done.cleaned, content: item.content } };
}

/** One item, here and now. */
export function cleanArrival(arrival: Arrival, policy: CleanPolicy): Arrival {
  const cleaned = cleanItem(arrival.item, policy);
  return { ...arrival, cleaned, appearance: appearanceOf(cleaned) };
}

function plainDuplicates(arrivals: readonly Arrival[], ledger: WorkingLedger): ReadonlySet<Arrival> {
  const uses = new Map<string | number, number>();
  const count = (name: string | number | undefined): void => {
    if (name !== undefined) uses.set(name, (uses.get(name) ?? 0) + 1);
  };
  const dates = new Map<number | undefined, number>();
  for (const { date } of arrivals) dates.set(date, (dates.get(date) ?? 0) + 1);
  const rows = arrivals.map((arrival) => {
    const { guid, link, alias } = arrival;
    const lead = (key: Key | undefined): number | 'distrusted' | undefined => (key === undefined ? undefined : ledger.key(key));
    // A guid that is the link is the link: where that is a key no more, so is this.
    const leads = [lead(guid), lead(link), ...(lead(link) === 'distrusted' ? [] : [lead(alias)])];
    [guid, link].forEach(count);
    const entries = new Set(leads.filter((lead) => typeof lead === 'number'));
    entries.forEach(count);
    return { arrival, leads, entries };
  });
  const unplaced = new Set(rows.filter(({ entries }) => entries.size === 0).map(({ arrival }) => dateAndTitle(arrival)));
  const alone = (name: string | number | undefined): boolean => name === undefined || uses.get(name) === 1;
  return new Set(
    rows.flatMap(({ arrival, leads, entries }) => {
      const [n] = entries;
      const known = n === undefined ? undefined : ledger.entry(n);
      const ownKeys = [arrival.guid, arrival.link].filter((_, place) => leads[place] !== 'distrusted');
      const onlyLeadsThere = entries.size === 1 && ownKeys.every((key) => key === undefined || ledger.key(key) === n);
      const beyondDoubt = known?.raw === arrival.raw || ownKeys.filter((key) => key !== undefined).length === 2 || dates.get(arrival.date) === 1;
      return known !== undefined && onlyLeadsThere && beyondDoubt && alone(n) && ownKeys.every(alone) && !unplaced.has(dateAndTitle(arrival)) && isDuplicate(arrival, known) ? [arrival] : [];
    }),
  );
}

function dateAndTitle({ date, title }: Arrival): string {
  return `${date ?? ''}\n${title}`;
}
