/** What every store promises, whatever engine it runs on. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/index.js';

export async function collect<T>(pairs: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const pair of pairs) all.push(pair);
  return all;
}

/** @param open a fresh, empty store */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`a store on ${name}`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    it.each<[string, unknown]>([
      ['an object', { title: '标题', list: [1, null, { deep: true }], at: 1732901943000 }],
      ['a text', 'text'],
      ['a text that keyv would escape', ':base64:AAAA'],
      ['a text of every awkward kind', 'a\u0000b \ud83d\ude00 \ufeff \u2028 "\\'],
      ['half a surrogate pair', 'x\ud800y'],
      ['a number', 0.1],
      ['false', false],
      ['null', null],
      ['an empty list', []],
      ['a megabyte', 'é'.repeat(1_000_000)],
    ])('gives %s back as it was', async (kind, value) => {
      await store.commit({ set: [[`value/voa/${kind}`, value]], delete: [] });
      expect(await store.get(`value/voa/${kind}`)).toEqual(value);
      expect(await store.getMany([`value/voa/${kind}`])).toEqual([value]);
    });

    it.each(['key/voa/https://host/a?b=c&d#e', 'key/voa/空 格', "key/voa/'", 'key/voa/%', 'key/voa/*[a]?', 'key/voa/a\u0000b', 'key/voa/a\u0000c', 'key/voa/a', `key/voa/${'x'.repeat(5000)}`, 'key/voa/', 'key/voa//', 'key/{v}/a:b::c'])(
      'takes an odd key for what it is (%#)',
      async (key) => {
        await store.commit({ set: [[key, { key }]], delete: [] });
        expect(await store.get(key)).toEqual({ key });
        expect(await collect(store.iterate<{ key: string }>(key))).toContainEqual([key, { key }]);
      },
    );

    it('answers many keys in their order, twice where asked twice, undefined where there is nothing', async () => {
      await store.commit({ set: [['many/voa/1', 1], ['many/voa/2', 2]], delete: [] });
      expect(await store.getMany(['many/voa/2', 'many/voa/none', 'many/voa/1', 'many/voa/2'])).toEqual([2, undefined, 1, 2]);
      expect(await store.getMany([])).toEqual([]);
      expect(await store.get('many/voa/none')).toBeUndefined();
    });

    it('gives large values one after the other, in the order of their keys, each whole', async () => {
      const large = (text: string): string => text.repeat(Math.ceil(3_000_000 / text.length));
      const rows = [['each/voa/1', large('latin text ')], ['each/voa/2', 'small'], ['each/voa/3', large('文字，😀 ')], ['each/voa/4', { list: [large('é')] }], ['each/voa/5', 0]] as const;
      await store.commit({ set: rows, delete: [] });
      const [one, two, three, four, five] = rows.map(([, value]) => value);
      expect(await collect(store.each(['each/voa/3', 'each/voa/2', 'each/voa/none', 'each/voa/1', 'each/voa/4', 'each/voa/5', 'each/voa/2']))).toEqual([three, two, undefined, one, four, five, two]);
      expect(await collect(store.each([]))).toEqual([]);
      expect(await store.getMany(['each/voa/1', 'each/voa/3'])).toEqual([one, three]);
      expect(await collect(store.iterate('each/voa/'))).toEqual(rows);
    });

    it('knows a large value again that a fence names', async () => {
      const [before, after] = ['vor'.repeat(400_000), 'nach'.repeat(400_000)];
      await store.commit({ set: [['fence/voa/large', before]], delete: [] });
      await store.commit({ set: [['fence/voa/large', after]], delete: [], expect: ['fence/voa/large', before] });
      expect(await store.get('fence/voa/large')).toBe(after);
      await expect(store.commit({ set: [['fence/voa/large', before]], delete: [], expect: ['fence/voa/large', before] })).rejects.toMatchObject({ code: 'stale' });
      expect(await store.get('fence/voa/large')).toBe(after);
    });

    it('answers more keys at once than an engine takes variables', async () => {
      const keys = Array.from({ length: 40_000 }, (_, index) => `wide/voa/${index}`);
      await store.commit({ set: keys.map((key, index) => [key, index] as const), delete: [] });
      expect(await store.getMany(keys)).toEqual(keys.map((_, index) => index));
      await store.commit({ set: [], delete: keys });
      expect(await collect(store.iterate('wide/voa/'))).toEqual([]);
    });

    it('commits what a batch sets and deletes together; a key in both ends up set, of two sets the last counts', async () => {
      await store.commit({ set: [['batch/voa/old', 1], ['batch/voa/both', 1]], delete: [] });
      await store.commit({
        set: [['batch/voa/both', 2], ['batch/voa/twice', 1], ['batch/voa/twice', 2]],
        delete: ['batch/voa/old', 'batch/voa/both', 'batch/voa/never-there'],
      });
      expect(await store.getMany(['batch/voa/old', 'batch/voa/both', 'batch/voa/twice'])).toEqual([undefined, 2, 2]);
    });

    it('refuses a commit whose fence has moved on, and nothing of it happens', async () => {
      await store.commit({ set: [['fence/voa', 'first']], delete: [], expect: ['fence/voa', undefined] });
      await store.commit({ set: [['fenced/voa/1', 1]], delete: [], expect: ['fence/voa', 'first'] });
      await store.commit({ set: [['fence/voa', 'second']], delete: [], expect: ['fence/voa', 'first'] });
      for (const expected of ['first', undefined]) {
        const late = store.commit({ set: [['fenced/voa/1', 2]], delete: ['fence/voa'], expect: ['fence/voa', expected] });
        await expect(late).rejects.toMatchObject({ name: 'StoreError', code: 'stale' });
      }
      expect(await store.getMany(['fence/voa', 'fenced/voa/1'])).toEqual(['second', 1]);
    });

    it('commits nothing of a batch that cannot be written down', async () => {
      const loop: { self?: unknown } = {};
      loop.self = loop;
      await expect(store.commit({ set: [['torn/voa/1', 1], ['torn/voa/2', loop]], delete: [] })).rejects.toThrow(TypeError);
      expect(await store.get('torn/voa/1')).toBeUndefined();
    });

    it('iterates the keys with a prefix and no others, in code point order', async () => {
      const keys = ['walk/voa/', 'walk/voa/1', 'walk/voa/10', 'walk/voa/2', 'walk/voa/\ue000', 'walk/voa/\uffff', 'walk/voa/\u{1f600}', 'walk/voa/\u{10ffff}x'];
      const neighbours = ['walk/vo', 'walk/voa', 'walk/voa.', 'walk/voa0', 'walk/vob/1', 'Walk/voa/1'];
      for (const key of [...keys, ...neighbours].reverse()) await store.commit({ set: [[key, key]], delete: [] });
      expect((await collect(store.iterate('walk/voa/'))).map(([key]) => key)).toEqual(keys);
      expect(await collect(store.iterate('walk/nobody/'))).toEqual([]);
    });

    it('iterates over thousands of large values without holding them all', async () => {
      const text = 'x'.repeat(5000);
      const keys = Array.from({ length: 2000 }, (_, index) => `large/voa/${String(index).padStart(5, '0')}`);
      await store.commit({ set: keys.map((key) => [key, text] as const), delete: [] });
      expect((await collect(store.iterate('large/voa/'))).map(([key]) => key)).toEqual(keys);
    });

    it('sees a commit that came while it iterated, and goes on', async () => {
      const seen: string[] = [];
      await store.commit({ set: [['live/voa/a', 1], ['live/voa/c', 1]], delete: [] });
      for await (const [key] of store.iterate('live/voa/')) {
        seen.push(key);
        await store.commit({ set: [], delete: ['live/voa/a'] });
      }
      expect(seen).toEqual(['live/voa/a', 'live/voa/c']);
    });

    it('tells whoever watches of the source of each commit, until they have seen enough', async () => {
      const hear = async (last: string): Promise<{ heard: (string | undefined)[]; all: Promise<void>; stop: () => void }> => {
        const heard: (string | undefined)[] = [];
        let done = (): void => undefined;
        const all = new Promise<void>((resolve) => (done = resolve));
        const stop = await store.watch((source) => {
          heard.push(source);
          if (source === last) done();
        });
        return { heard, all, stop };
      };
      const first = await hear('dw');
      await store.commit({ set: [['entry/voa/1', 1]], delete: [] });
      await store.commit({ set: [], delete: ['entry/dw/1'] });
      await first.all;
      first.stop();
      const second = await hear('bbc');
      await store.commit({ set: [['entry/bbc/1', 1]], delete: [] });
      await second.all;
      second.stop();
      expect([first.heard, second.heard]).toEqual([['voa', 'dw'], ['bbc']]);
    });

    it('says how many bytes it takes', async () => {
      expect(await store.size()).toBeGreaterThan(1_000_000);
    });
  });

  describe(`a closed store on ${name}`, () => {
    it('says so to whoever asks it', async () => {
      const store = await open();
      await store.close();
      await expect(store.get('key/voa/1')).rejects.toMatchObject({ name: 'StoreError', code: 'closed' });
      await expect(store.commit({ set: [['key/voa/1', 1]], delete: [] })).rejects.toMatchObject({ code: 'closed' });
      await expect(store.close()).resolves.toBeUndefined();
    });
  });
}
