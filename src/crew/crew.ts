import { setImmediate as breathe } from 'node:timers/promises';
import type { CleanPolicy, Item, Millis, ParsedFeed, Result } from '../model.js';
import type { ParseContext } from '../parse/index.js';
import { createLane } from './lane.js';
import { cleanTask, parseTask, type CleanedItem } from './task.js';

/**
 * Does what can take long, so that nobody else waits: small things in this thread, in slices; larger
 * ones in a thread of their own; the largest bodies singly, with more heap. A thread that dies or
 * hangs is replaced, and what it worked on fails alone.
 */
export interface Crew {
  /** Failures beside the parse room's own: `too-slow`, `too-complex`. */
  parse(bytes: Uint8Array, context: ParseContext): Promise<Result<ParsedFeed>>;
  /** In the order of the items. Failures: `too-slow`, `too-complex`. */
  clean(items: readonly Item[], policy: CleanPolicy, place: string): Promise<Result<readonly CleanedItem[]>>;
  close(): Promise<void>;
}

export interface CrewOptions {
  /** Bytes of a body, and characters of an item, up to which they are worked on in this thread. */
  readonly inline: number;
  /** Milliseconds that a task may take elsewhere. */
  readonly deadline?: Millis;
}

/** Bytes from which on a body is parsed singly. */
const LARGE = 2 * 1024 * 1024;
/** Megabytes of heap: a feed of 20 MB fits, a bomb of elements does not. */
const HEAP = { ordinary: 96, single: 192 };
/** Milliseconds after which this thread is given back. */
const SLICE: Millis = 12;

export function createCrew({ inline, deadline = 20_000 }: CrewOptions): Crew {
  const ordinary = createLane(HEAP.ordinary, deadline);
  const single = createLane(HEAP.single, deadline);

  const cleanHere = async (items: readonly Item[], policy: CleanPolicy): Promise<readonly CleanedItem[]> => {
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
    async parse(bytes, context) {
      if (bytes.byteLength <= inline) return parseTask(bytes, context);
      const lane = bytes.byteLength > LARGE ? single : ordinary;
      const done = await lane.run<Result<ParsedFeed>>({ kind: 'parse', bytes, context }, context.url);
      return done.ok ? done.value : done;
    },
    async clean(items, policy, place) {
      const large = items.filter((item) => sizeOf(item) > inline);
      if (large.length === 0) return { ok: true, value: await cleanHere(items, policy) };
      const elsewhere = await single.run<readonly CleanedItem[]>({ kind: 'clean', items: large, policy }, place);
      if (!elsewhere.ok) return elsewhere;
      const here = await cleanHere(items.filter((item) => sizeOf(item) <= inline), policy);
      const rest = { large: [...elsewhere.value], small: [...here] };
      return { ok: true, value: items.flatMap((item) => (sizeOf(item) > inline ? rest.large : rest.small).shift() ?? []) };
    },
    async close() {
      await Promise.all([ordinary.close(), single.close()]);
    },
  };
}

function sizeOf({ content, summary }: Item): number {
  return (content?.length ?? 0) + (summary?.length ?? 0);
}
