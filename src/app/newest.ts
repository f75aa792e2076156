import type { Millis } from '../model.js';
import { rowNames, type SourceState, type StoredEntry } from '../ledger/rows.js';
import { headline } from '../publish/render/parts.js';
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

/** Entries read at once: each may be megabytes. */
const AT_ONCE = 16;

/** The newest entry of each source. An entry is read only where one came or changed since it was last asked for: articles are large. */
export class NewestEntries {
  readonly #known = new Map<string, Known>();

  /** @param states by source id; what is not there, or has no entry, is `undefined` in the answer */
  async of(states: ReadonlyMap<string, SourceState | undefined>, store: Pick<Store, 'getMany'>): Promise<ReadonlyMap<string, Newest | undefined>> {
    for (const id of this.#known.keys()) if (!states.has(id)) this.#known.delete(id);
    const asked = [...states].flatMap(([id, state]) => {
      const n = (state?.nextEntry ?? 1) - 1;
      const known = this.#known.get(id);
      return known?.n === n && known.changed === state?.lastChange ? [] : [{ id, n, changed: state?.lastChange }];
    });
    for (let first = 0; first < asked.length; first += AT_ONCE) {
      const batch = asked.slice(first, first + AT_ONCE);
      const entries = await store.getMany<StoredEntry>(batch.map(({ id, n }) => rowNames.entry(id, n)));
      batch.forEach(({ id, n, changed }, place) => this.#known.set(id, { n, changed, newest: told(entries[place]) }));
    }
    return new Map([...states.keys()].map((id) => [id, this.#known.get(id)?.newest]));
  }
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
