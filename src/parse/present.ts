/** An object's members without those that are undefined, as `exactOptionalPropertyTypes` wants them. */
export type Present<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

export function present<T extends object>(members: T): Present<T> {
  const kept: { [K in keyof T]?: T[K] } = {};
  for (const name in members) if (members[name] !== undefined) kept[name] = members[name];
  // What is left is what the type says; TypeScript cannot follow a loop there.
  return kept as unknown as Present<T>;
}
