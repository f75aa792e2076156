/**
 * What `work` makes of each item, in the order of the items, several of them under way at once. No result waits for
 * more than `atOnce` others, so a slow reader holds up the work.
 *
 * @param work never rejects
 */
export async function* inOrder<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): AsyncGenerator<R> {
  const underWay: Promise<R>[] = [];
  for (const item of items) {
    underWay.push(work(item));
    if (underWay.length < atOnce) continue;
    const first = underWay.shift();
    if (first !== undefined) yield await first;
  }
  for (const next of underWay) yield await next;
}
