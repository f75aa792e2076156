import { setImmediate as breathe } from 'node:timers/promises';
import type { CleanPolicy, Item, Millis, ParsedFeed, Result } from '../model.js';
import type { ParseContext } from '../parse/index.js';
import { collect } from '../thread/index.js';
import { createDoor, type Passage } from './door.js';
import { createLane } from './lane.js';
import type { CleanedItem } from './task.js';

/**
 * Does what can take long, so that nobody else waits: small things in this thread, in slices; larger
 * ones in a process of its own; large ones in another, with more heap. A process that dies or hangs is replaced, and
 * what it worked on fails alone.
 */
export interface Crew {
  /** For who reads a body from {@link LARGE} bytes on: one at a time, from then until nothing of it is held any more. */
  passage(): Passage;
  /** Failures beside the parse room's own: `too-slow`, `too-complex`, `aborted`. Large bytes are given away: they are empty afterwards. */
  parse(bytes: Uint8Array, context: ParseContext): Promise<Result<ParsedFeed>>;
  /** In the order of the items. Failures: `too-slow`, `too-complex`, `aborted`. */
  clean(items: readonly Item[], policy: CleanPolicy, place: string): Promise<Result<readonly CleanedItem[]>>;
  close(): Promise<void>;
}

export interface CrewOptions {
  /** Bytes of a body up to which it is read in this thread. */
  readonly inline: number;
  /** Characters of an item up to which it is cleaned in this thread; as many as `inline` unless said. */
  readonly article?: number;
  /** Milliseconds that a task may take elsewhere. */
  readonly deadline?: Millis;
}

/** Bytes of a body, and characters of items, from which on they are worked on singly. */
export const LARGE = 512 * 1024;
/** Megabytes of heap: a feed of 20 MB fits, a bomb of elements does not. */
const HEAP = { ordinary: 64, large: 128 };
/** Milliseconds for which a process without work stays; the large one hardly outlives its work, and its memory goes with it. */
const IDLE = { ordinary: 2_000, large: 250 };
/** Characters of articles that a thread is given to clean at once; a single one may have more. */
const BATCH = 2 * 1024 * 1024;
/** Milliseconds after which this thread is given back. */
const SLICE: Millis = 4;

export function createCrew({ inline, article = inline, deadline = 20_000 }: CrewOptions): Crew {
  const ordinary = createLane({ heap: HEAP.ordinary, idle: IDLE.ordinary, deadline });
  const large = createLane({ heap: HEAP.large, idle: IDLE.large, deadline });
  const door = createDoor(collect);

  const cleanHere = async (items: readonly Item[], policy: CleanPolicy): Promise<readonly CleanedItem[]> => {
    const { cleanTask } = await import('./task.js');
    const cleaned: CleanedItem[] = [];
    let started = performance.now();
    for (const item of items) {
      cleaned.push(cleanTask(item, policy));
      if (performance.now() - started < SLICE) continue;
      await breathe();
      started = performance.now();
    }
    return cleaned;
  };

  return {
    passage: () => door.passage(),
    async parse(bytes, context) {
      if (bytes.byteLength <= inline) return (await import('./task.js')).parseTask(bytes, context);
      const lane = bytes.byteLength > LARGE ? large : ordinary;
      const done = await lane.run<Result<ParsedFeed>>({ kind: 'parse', bytes, context }, context.url);
      return done.ok ? done.value : done;
    },
    async clean(items, policy, place) {
      const long = items.filter((item) => sizeOf(item) > article);
      if (long.length === 0) return { ok: true, value: await cleanHere(items, policy) };
      const lane = long.reduce((sum, item) => sum + sizeOf(item), 0) > LARGE ? large : ordinary;
      const elsewhere: CleanedItem[] = [];
      for (const batch of batchesOf(long)) {
        const done = await lane.run<readonly CleanedItem[]>({ kind: 'clean', items: batch, policy }, place);
        if (!done.ok) return done;
        elsewhere.push(...done.value);
      }
      const here = await cleanHere(items.filter((item) => sizeOf(item) <= article), policy);
      const rest = { long: elsewhere, short: [...here] };
      return { ok: true, value: items.flatMap((item) => (sizeOf(item) > article ? rest.long : rest.short).shift() ?? []) };
    },
    async close() {
      await Promise.all([ordinary.close(), large.close()]);
    },
  };
}

/** So that neither the thread nor the way to it ever holds more than a little of a large document. */
function batchesOf(items: readonly Item[]): readonly (readonly Item[])[] {
  const batches: Item[][] = [];
  let room = 0;
  for (const item of items) {
    if (room < sizeOf(item)) {
      batches.push([]);
      room = BATCH;
    }
    batches.at(-1)?.push(item);
    room -= sizeOf(item);
  }
  return batches;
}

function sizeOf({ content, summary }: Item): number {
  return (content?.length ?? 0) + (summary?.length ?? 0);
}
