/** Characters, or bytes, that the values of a portion have together, unless it is of one value alone. */
const PORTION = 2 * 1024 * 1024;

/** Keys in their order, in groups whose values are not large together: as many at once, and no more, are read. */
export function portionsOf(keys: readonly string[], sizes: readonly number[]): readonly (readonly string[])[] {
  const portions: string[][] = [];
  let room = 0;
  for (const [place, key] of keys.entries()) {
    const size = sizes[place] ?? 0;
    const portion = portions.at(-1);
    if (portion === undefined || size > room) {
      portions.push([key]);
      room = PORTION;
    } else portion.push(key);
    room -= size;
  }
  return portions;
}
