/** Results of one function that are kept; with one more they are all let go, for they are quickly had again. */
const KEPT = 500;
/** Characters; what is longer is worked out each time, so that nobody fills memory with it. */
const LONGEST = 500;

/**
 * A function of a text whose results are kept, for texts that come again and again: the address that a reader asks for
 * every quarter of an hour, the header that its program always sends. It must depend on the text alone.
 */
export function learnt<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly result: T }>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before.result;
    const result = work(text);
    if (known.size === KEPT) known.clear();
    if (text.length <= LONGEST) known.set(text, { result });
    return result;
  };
}
