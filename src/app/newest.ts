import type { Millis } from '../model.js';
import { rowNames, type SourceState, type StoredEntry } from '../ledger/rows.js';
import { headline } from '../publish/render/parts.js';
import { line } from '../publish/render/text.js';
import type { Store } from '../store/index.js';

/** What a page says of a source's newest entry. */
export interface Newest {
  readonly title: string;
  readonly link?: string;
}

interface Known {
  readonly n: number;
  readonly changed: Millis | undefined;
  readonly newest: Newest | undefined;
}

/** The newest entry of each source. An entry is read only where its source's state does not name it, and one came or changed since it was last asked for: articles are large. */
export class NewestEntries {
  readonly #known = new Map<string, Known>();

  /** @param states by source id; what is not there, or has no entry, is `undefined` in the answer */
  async of(states: ReadonlyMap<string, SourceState | undefined>, store: Pick<Store, 'each'>): Promise<ReadonlyMap<string, Newest | undefined>> {
    for (const id of this.#known.keys()) if (!states.has(id)) this.#known.delete(id);
    const asked = [...states].flatMap(([id, state]) => {
      const n = (state?.nextEntry ?? 1) - 1;
      const known = this.#known.get(id);
      if (known?.n === n && known.changed === state?.lastChange) return [];
      const newest = state && calledIn(state);
      if (newest !== undefined) this.#known.set(id, { n, changed: state?.lastChange, newest });
      return newest === undefined ? [{ id, n, changed: state?.lastChange }] : [];
    });
    let place = 0;
    for await (const entry of store.each<StoredEntry>(asked.map(({ id, n }) => rowNames.entry(id, n)))) {
      const which = asked[place++];
      if (which !== undefined) this.#known.set(which.id, { n: which.n, changed: which.changed, newest: told(entry) });
    }
    return new Map([...states.keys()].map((id) => [id, this.#known.get(id)?.newest]));
  }
}

/** As its source's state has it: of most there is no need to read the entry. */
function calledIn({ newest, nextEntry, lastChange }: SourceState): Newest | undefined {
  if (newest?.n !== nextEntry - 1 || newest.at !== lastChange) return undefined;
  const title = line(newest.title);
  return title === '' ? undefined : { title, ...(newest.link === undefined ? {} : { link: newest.link }) };
}

function told(entry: StoredEntry | undefined): Newest | undefined {
  if (entry === undefined) return undefined;
  const { cleaned, link, published } = entry;
  return { title: flat(headline({ ...cleaned, published, ...(link === undefined ? {} : { link }) })), ...(link === undefined ? {} : { link: flat(link) }) };
}

/** A part of a long text keeps all of it in memory; its bytes, read again, do not. */
function flat(text: string): string {
  return Buffer.from(text).toString();
}
