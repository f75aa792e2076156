import { markList, marksOf, type Arrival, type Key, type Ledger, type Remembered } from '../identify/index.js';
import type { Batch, Store } from '../store/index.js';
import { rowNames } from './rows.js';

/** Entries that one mark can find; a title given every day does not make a row grow without end. */
export const MARK_WIDTH = 16;

/**
 * One source's rows while a poll works on them: read in a few look-ups, changed in memory, and
 * handed over as one batch. Asking for a row that was not read is a bug and throws.
 */
export class WorkingLedger implements Ledger {
  readonly #store: Store;
  readonly #source: string;
  readonly #rows = new Map<string, unknown>();
  readonly #changed = new Set<string>();

  constructor(store: Store, source: string) {
    this.#store = store;
    this.#source = source;
  }

  /** Reads rows that have not been read yet. */
  async load(names: Iterable<string>): Promise<void> {
    const missing = [...new Set(names)].filter((name) => !this.#rows.has(name));
    if (missing.length === 0) return;
    const values = await this.#store.getMany<unknown>(missing);
    missing.forEach((name, place) => this.#rows.set(name, values[place]));
  }

  /** Reads what the keys of these items lead to. */
  async loadKeys(arrivals: readonly Arrival[]): Promise<void> {
    const keys = new Set(arrivals.flatMap(({ guid, link, alias }) => [guid, link, alias]).filter((key) => key !== undefined));
    await this.load([...keys].map((key) => rowNames.key(this.#source, key)));
    await this.#loadEntries([...keys].map((key) => this.key(key)));
  }

  /** Reads what cleaned items could be without keys. */
  async loadMarks(arrivals: readonly Arrival[]): Promise<void> {
    const marks = arrivals.filter(({ appearance }) => appearance !== undefined).flatMap((arrival) => markList(marksOf(arrival)));
    await this.load(marks.map((mark) => rowNames.mark(this.#source, mark)));
    await this.#loadEntries(marks.flatMap((mark) => this.marked(mark)));
  }

  async #loadEntries(found: readonly (number | 'distrusted' | undefined)[]): Promise<void> {
    await this.load(found.filter((n) => typeof n === 'number').map((n) => rowNames.ledger(this.#source, n)));
  }

  key(key: Key): number | 'distrusted' | undefined {
    const n = this.read<number>(rowNames.key(this.#source, key));
    return n === 0 ? 'distrusted' : n;
  }

  marked(mark: string): readonly number[] {
    return this.read<readonly number[]>(rowNames.mark(this.#source, mark)) ?? [];
  }

  entry(n: number): Remembered | undefined {
    return this.read<Remembered>(rowNames.ledger(this.#source, n));
  }

  /** @returns the row as it stands in this work, undefined where there is none */
  read<T>(name: string): T | undefined {
    if (!this.#rows.has(name)) throw new Error(`row ${name} was not read before it was asked for`);
    return this.#rows.get(name) as T | undefined;
  }

  write(name: string, value: unknown): void {
    this.#rows.set(name, value);
    this.#changed.add(name);
  }

  remove(name: string): void {
    this.write(name, undefined);
  }

  distrust(key: Key): void {
    this.write(rowNames.key(this.#source, key), 0);
  }

  /** Lays down an entry's memory, and makes those of its keys and marks lead to it that were read and lead nowhere yet. */
  remember(entry: Remembered): void {
    this.write(rowNames.ledger(this.#source, entry.n), entry);
    for (const key of entry.keys) {
      const name = rowNames.key(this.#source, key);
      if (this.#rows.has(name) && this.#rows.get(name) === undefined) this.write(name, entry.n);
    }
    for (const mark of entry.marks) {
      const name = rowNames.mark(this.#source, mark);
      if (!this.#rows.has(name)) continue;
      const numbers = (this.#rows.get(name) as readonly number[] | undefined) ?? [];
      // By number, so that the order in which entries are laid down decides nothing.
      if (!numbers.includes(entry.n)) this.write(name, [...numbers, entry.n].toSorted((one, other) => one - other).slice(-MARK_WIDTH));
    }
  }

  /** Takes an entry out of memory with all that leads to it. */
  forget(entry: Remembered): void {
    this.remove(rowNames.ledger(this.#source, entry.n));
    for (const key of entry.keys) {
      const name = rowNames.key(this.#source, key);
      if (this.#rows.get(name) === entry.n) this.remove(name);
    }
    for (const mark of entry.marks) {
      const name = rowNames.mark(this.#source, mark);
      const numbers = ((this.#rows.get(name) as readonly number[] | undefined) ?? []).filter((n) => n !== entry.n);
      if (numbers.length === 0) this.remove(name);
      else this.write(name, numbers);
    }
  }

  /** Everything that changed since the last batch; what leads to the others last, as a reader may see a large batch come in. */
  batch(): Batch {
    const changed = [...this.#changed];
    const names = [...changed.filter((name) => !leads(name)), ...changed.filter(leads)];
    this.#changed.clear();
    return {
      set: names.filter((name) => this.#rows.get(name) !== undefined).map((name) => [name, this.#rows.get(name)] as const),
      delete: names.filter((name) => this.#rows.get(name) === undefined),
    };
  }
}

function leads(name: string): boolean {
  return name.startsWith('page/') || name.startsWith('source/');
}
