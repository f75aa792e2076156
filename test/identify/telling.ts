/** Shorthand for the cases of identity: items of which only the telling parts are written, and which entries they became. */
import { afterAll, expect, test } from 'vitest';
import type { Item, Millis } from '../../src/model.js';
import type { Decision } from '../../src/identify/index.js';
import type { Store } from '../../src/store/index.js';
import { item, liveSource, memoryStore, type Life, type Step } from '../support/relive.js';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** The first poll of every case. */
export const START = Date.UTC(2026, 2, 2, 12);

export interface Told {
  readonly guid?: string | undefined;
  /** A path at example.org, or a whole address. */
  readonly link?: string | undefined;
  readonly title?: string | undefined;
  /** Words of the only paragraph. */
  readonly text?: string | undefined;
  /** HTML, where a paragraph of words is not enough. */
  readonly html?: string | undefined;
  /** Date to the second, in hours from the first poll. */
  readonly hour?: number | undefined;
  /** A bare day, in days from the first poll's. */
  readonly day?: number | undefined;
  /** Embedded stamp, in hours from the first poll. */
  readonly stamp?: number | undefined;
}

export function told({ guid, link, title, text, html, hour, day, stamp }: Told): Item {
  const content = html ?? (text === undefined ? undefined : `<p>${text}</p>`);
  return item({
    ...(guid === undefined ? {} : { guid }),
    ...(link === undefined ? {} : { link: link.startsWith('/') ? `https://example.org${link}` : link }),
    ...(title === undefined ? {} : { title }),
    ...(content === undefined ? {} : { content }),
    ...(hour === undefined ? {} : { published: { at: START + hour * HOUR } }),
    ...(day === undefined ? {} : { published: { at: Math.floor(START / DAY) * DAY + day * DAY, day: true } }),
    ...(stamp === undefined ? {} : { stamp: START + stamp * HOUR }),
  });
}

/** Names entries by the order in which they came: A, B, C … */
export class Names {
  readonly #letters = new Map<string, string>();

  /** For each item of the document, in its order, the entry it is. */
  of(items: readonly Item[], { decision }: Step): string {
    const ids = new Map(decision.decisions.flatMap((decided) => decided.match.article.arrivals.map(({ item }) => [item, idOf(decided)])));
    return items.map((wanted) => this.#letter(ids.get(wanted) ?? 'nothing')).join(' ');
  }

  #letter(id: string): string {
    const letter = this.#letters.get(id) ?? String.fromCharCode(65 + this.#letters.size);
    this.#letters.set(id, letter);
    return letter;
  }
}

function idOf(decision: Decision): string {
  return decision.kind === 'new' ? decision.id : decision.entry.id;
}

let opened: Promise<Store> | undefined;
let lives = 0;
const TABLES = ['key', 'mark', 'ledger', 'entry', 'version', 'page', 'pending'];
afterAll(async () => (await opened)?.close());

/** A life of which every row can be seen. */
export interface SeenLife extends Life {
  /** Every row the source has, by its name. */
  rows(): Promise<ReadonlyMap<string, unknown>>;
}

/** A source of its own among those of the same test file; another store, where one is given. */
export async function newLife(store?: Store, name?: string): Promise<SeenLife> {
  opened ??= memoryStore();
  lives += 1;
  const source = name ?? `life-${lives}`;
  const life = await liveSource(source, undefined, store ?? (await opened));
  return {
    ...life,
    async rows() {
      const found = new Map<string, unknown>();
      for (const table of TABLES) for await (const [name, row] of life.store.iterate<unknown>(`${table}/${source}/`)) found.set(name, row);
      return found;
    },
  };
}

/** Shows the documents an hour apart and tells, for each, which entries its items were. */
export async function whichEntries(documents: readonly (readonly Item[])[]): Promise<readonly string[]> {
  const life = await newLife();
  const names = new Names();
  const rows: string[] = [];
  for (const [place, items] of documents.entries()) rows.push(names.of(items, await life.show(items, at(place))));
  return rows;
}

/** What happens, the documents in their order, and which entries their items are. */
export type Case = readonly [what: string, documents: readonly (readonly Item[])[], entries: readonly string[]];

export function hold(cases: readonly Case[]): void {
  test.each(cases)('%s', async (_, documents, entries) => {
    expect(await whichEntries(documents)).toEqual(entries);
  });
}

/** The time that many hours after the first poll. */
export function at(hour: number): Millis {
  return START + hour * HOUR;
}
