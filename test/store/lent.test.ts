/** The same store, opened by one thread and lent to another. */
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openLentStore, openStore, StoreError, type OwnStore, type Store } from '../../src/store/index.js';
import { storeContract } from './contract.js';

const owners: OwnStore[] = [];
afterAll(async () => {
  await Promise.all(owners.map((owner) => owner.close()));
});

async function owned(): Promise<OwnStore> {
  const opened = await openStore('memory:');
  if (!opened.ok) throw new Error(opened.failure.message);
  owners.push(opened.value);
  return opened.value;
}

async function borrowed(owner: OwnStore): Promise<Store> {
  const opened = await openLentStore(owner.lend());
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

storeContract('a port of another thread’s', async () => borrowed(await owned()));

describe('a store that two have open', () => {
  const long = 'x'.repeat(100_000);
  const closing: Store[] = [];
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((store) => store.close()));
  });
  const pair = async (): Promise<readonly [OwnStore, Store]> => {
    const owner = await owned();
    const other = await borrowed(owner);
    closing.push(other);
    return [owner, other];
  };
  /** Goes over in many pieces of one transaction. */
  const large = (name: string, note: (place: number) => void = () => undefined): Iterable<readonly [string, unknown]> => ({
    *[Symbol.iterator]() {
      for (let place = 0; place < 40; place += 1) {
        note(place);
        yield [`${name}/s/${place}`, long] as const;
      }
    },
  });

  it('shows each what the other committed', async () => {
    const [owner, other] = await pair();
    await other.commit({ set: [['entry/s/1', 'theirs']], delete: [] });
    await owner.commit({ set: [['entry/s/2', 'ours']], delete: [] });
    expect(await Promise.all([owner.get('entry/s/1'), other.get('entry/s/2')])).toEqual(['theirs', 'ours']);
  });

  it('keeps one’s commit whole while the other writes between its pieces', async () => {
    const [owner, other] = await pair();
    const rows = Array.from(large('big'));
    const between: Promise<void>[] = [];
    await Promise.all([
      other.commit({ set: rows, delete: [] }),
      ...Array.from({ length: 40 }, async (_, turn) => {
        await owner.get('anything');
        between.push(owner.commit({ set: [[`small/s/${turn}`, turn]], delete: [] }));
      }),
    ]);
    await Promise.all(between);
    expect(await owner.getMany(rows.map(([key]) => key))).toEqual(rows.map(() => long));
    expect(await other.getMany(between.map((_, turn) => `small/s/${turn}`))).toEqual(between.map((_, turn) => turn));
  });

  it('loses nothing of one where the other’s commit breaks off in its midst', async () => {
    const [owner, other] = await pair();
    const broken: (readonly [string, unknown])[] = Array.from(large('lost'));
    const circle: { self?: unknown } = {};
    circle.self = circle;
    broken.push(['lost/s/last', circle]);
    let small: Promise<void> = Promise.resolve();
    const failing = other.commit({ set: broken, delete: [] }).catch((error: unknown) => error);
    await owner.get('anything');
    small = owner.commit({ set: [['kept/s/1', 'kept']], delete: [] });
    await small;
    expect(await failing).toBeInstanceOf(TypeError);
    expect(await owner.get('kept/s/1')).toBe('kept');
    expect(await owner.get('lost/s/0')).toBeUndefined();
  });

  it('takes back what one had begun and can finish no more, for it is gone', async () => {
    const [owner, other] = await pair();
    const leaving = new Promise<void>((resolve) => {
      void other.commit({ set: Array.from(large('half')), delete: [] }).catch(() => undefined);
      void owner.get('anything').then(async () => {
        await other.close();
        resolve();
      });
    });
    await leaving;
    await owner.commit({ set: [['whole/s/1', 'whole']], delete: [] });
    expect(await owner.get('whole/s/1')).toBe('whole');
    const rows = await owner.getMany(Array.from({ length: 40 }, (_, place) => `half/s/${place}`));
    expect(new Set(rows).size).toBe(1);
  });

  it('tells the other’s questions that it is closed', async () => {
    const [owner, other] = await pair();
    await owner.close();
    await expect(other.get('entry/s/1')).rejects.toThrow(StoreError);
  });
});
