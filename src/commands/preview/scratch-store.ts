import type { Store } from '../../store/index.js';

/** A store for one preview: a map, gone with it. */
export function scratchStore(): Store {
  const rows = new Map<string, unknown>();
  const get = <T>(key: string): T | undefined => rows.get(key) as T | undefined;
  return {
    get: <T>(key: string) => Promise.resolve(get<T>(key)),
    getMany: <T>(keys: readonly string[]) => Promise.resolve(keys.map((key) => get<T>(key))),
    async *each<T>(keys: readonly string[]) {
      for (const key of await Promise.resolve(keys)) yield get<T>(key);
    },
    commit(batch) {
      for (const key of batch.delete) rows.delete(key);
      for (const [key, value] of batch.set) rows.set(key, value);
      return Promise.resolve();
    },
    async *iterate<T>(prefix: string) {
      const keys = [...rows.keys()].filter((key) => key.startsWith(prefix)).sort();
      for (const key of await Promise.resolve(keys)) yield [key, rows.get(key) as T] as const;
    },
    watch: () => Promise.resolve(() => undefined),
    warnings: () => Promise.resolve([]),
    size: () => Promise.resolve(0),
    close: () => Promise.resolve(),
  };
}
