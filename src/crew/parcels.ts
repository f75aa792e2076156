import type { Item, ParsedFeed, Result } from '../model.js';
import type { Task } from './task.js';

/**
 * A large body and a large feed go between the two processes of a lane in parcels. As one message each would stand there
 * several times at once, as itself and as what is written and read; and one block of 20 MB that was let go of keeps
 * glibc from ever giving back what is smaller (`M_MMAP_THRESHOLD`, mallopt(3)).
 */

/** To the process: a part of a body, of how many bytes in all, or what is to be done, with what came before it. */
export type Order = { readonly part: Uint8Array; readonly of: number } | { readonly task: Task };
/** From it: a part of a feed's items, or the answer, with what came before it. */
export type Answer = { readonly value: unknown } | { readonly error: Error };
export type Reply = { readonly items: readonly Item[] } | { readonly answer: Answer };

/** Bytes, or characters. */
const PARCEL = 256 * 1024;
/** What an item weighs beside its texts: there may be very many without any. */
const ITEM = 256;
const NOTHING = new Uint8Array(0);

/** A task as orders, in their order. */
export function* ordersOf(task: Task): Generator<Order> {
  if (task.kind !== 'parse') {
    yield { task };
    return;
  }
  const { bytes } = task;
  for (let at = 0; at < bytes.byteLength; at += PARCEL) yield { part: bytes.subarray(at, at + PARCEL), of: bytes.byteLength };
  yield { task: { ...task, bytes: NOTHING } };
}

/** Puts a task together again: give it every order, and it gives the task with the last one. */
export function taskOf(): (order: Order) => Task | undefined {
  let body: Uint8Array | undefined;
  let size = 0;
  return (order) => {
    if ('part' in order) {
      body ??= new Uint8Array(order.of);
      body.set(order.part, size);
      size += order.part.byteLength;
      return undefined;
    }
    const whole = body;
    [body, size] = [undefined, 0];
    return order.task.kind === 'parse' && whole !== undefined ? { ...order.task, bytes: whole } : order.task;
  };
}

/** An answer as replies, in their order. Takes the items out of a feed as it goes. */
export function* repliesOf(task: Task, answer: Answer): Generator<Reply> {
  const feed = feedIn(task, answer);
  if (feed === undefined) {
    yield { answer };
    return;
  }
  let items: Item[] = [];
  let size = 0;
  for (const item of feed.items) {
    items.push(item);
    size += ITEM + (item.content?.length ?? 0) + (item.summary?.length ?? 0);
    if (size < PARCEL) continue;
    yield { items };
    items = [];
    size = 0;
  }
  yield { items };
  yield { answer: { value: { ok: true, value: { ...feed, items: [] } } satisfies Result<ParsedFeed> } };
}

/** Puts an answer together again: give it every reply, and it gives the answer with the last one. */
export function answerTo(task: Task): (reply: Reply) => Answer | undefined {
  const items: Item[] = [];
  return (reply) => {
    if ('items' in reply) {
      items.push(...reply.items);
      return undefined;
    }
    const feed = feedIn(task, reply.answer);
    return feed === undefined ? reply.answer : { value: { ok: true, value: { ...feed, items } } satisfies Result<ParsedFeed> };
  };
}

function feedIn({ kind }: Task, answer: Answer): ParsedFeed | undefined {
  if (kind !== 'parse' || !('value' in answer)) return undefined;
  const read = answer.value as Result<ParsedFeed>;
  return read.ok ? read.value : undefined;
}
