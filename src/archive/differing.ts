/** What is written of a field that would otherwise be derived: nothing where it is as derived, null where it is not there. */
export function differing<K extends string, T, W>(name: K, actual: T | undefined, derived: T | undefined, write: (value: T) => W): Partial<Record<K, W | null>> {
  if (actual === derived) return {};
  return { [name]: actual === undefined ? null : write(actual) } as Partial<Record<K, W | null>>;
}

/** The other way round. */
export function orDerived<T>(written: T | null | undefined, derived: T | undefined): T | undefined {
  return written === undefined ? derived : (written ?? undefined);
}

/** An object without what is undefined. */
export function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
