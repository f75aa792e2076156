import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/store/index.js';
import { storeContract } from './contract.js';

const folder = await mkdtemp(join(tmpdir(), 'feedrelay-store-'));
afterAll(() => rm(folder, { recursive: true }));
let files = 0;
const freshPath = (): string => join(folder, 'made', 'on', 'demand', `${(files += 1)}.db`);

async function open(address: string): Promise<Store> {
  const opened = await openStore(address);
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

storeContract('SQLite', () => open(`sqlite:${freshPath()}`));
storeContract('memory', () => open('memory:'));

describe('an embedded store', () => {
  it('keeps what was committed over close and open', async () => {
    const path = freshPath();
    const first = await open(`sqlite:${path}`);
    await first.commit({ set: [['entry/voa/1', { title: '标题' }]], delete: [] });
    await first.close();
    const second = await open(`sqlite:${path}`);
    expect(await second.get('entry/voa/1')).toEqual({ title: '标题' });
    await second.close();
  });

  it('lets the program go on while the disk works', async () => {
    const store = await open(`sqlite:${freshPath()}`);
    let turned = false;
    setImmediate(() => (turned = true));
    await store.commit({ set: [['entry/voa/1', 'x'.repeat(5000)]], delete: [] });
    expect(turned).toBe(true);
    await store.close();
  });

  describe('takes a large batch in pieces', () => {
    const rows = (value: string): [string, string][] => Array.from({ length: 200 }, (_, index) => [`entry/voa/${index}`, value.padEnd(5000, '.')]);
    const first = async (store: Store): Promise<unknown> => (await store.get<string>('entry/voa/0'))?.slice(0, 3);

    it('serving whoever reads meanwhile, and committing what came after it after it', async () => {
      const store = await open(`sqlite:${freshPath()}`);
      const done: string[] = [];
      await Promise.all([
        store.commit({ set: rows('one'), delete: [] }).then(() => done.push('first large')),
        store.commit({ set: rows('two'), delete: ['entry/voa/0'] }).then(() => done.push('second large')),
        store.commit({ set: [['entry/voa/0', 'end']], delete: [] }).then(() => done.push('small')),
        store.get('entry/voa/none').then(() => done.push('read')),
      ]);
      expect(done[0]).toBe('read');
      expect(done.slice(1)).toEqual(['first large', 'second large', 'small']);
      expect([await first(store), (await store.get<string>('entry/voa/199'))?.slice(0, 3)]).toEqual(['end', 'two']);
      await store.close();
    });

    it('and nothing of it where it is refused, or one of its values cannot be kept', async () => {
      const store = await open(`sqlite:${freshPath()}`);
      await store.commit({ set: [...rows('one'), ['fence/voa', 1]], delete: [] });
      await expect(store.commit({ set: [...rows('two'), ['fence/voa', 3]], delete: ['fence/voa'], expect: ['fence/voa', 2] })).rejects.toMatchObject({ code: 'stale' });
      expect([await first(store), await store.get('fence/voa')]).toEqual(['one', 1]);
      await expect(store.commit({ set: [...rows('two'), ['entry/voa/200', 1n]], delete: [] })).rejects.toThrow(TypeError);
      expect(await first(store)).toBe('one');
      await store.commit({ set: [...rows('two'), ['fence/voa', 2]], delete: ['entry/voa/0'], expect: ['fence/voa', 1] });
      expect([await first(store), await store.get('fence/voa')]).toEqual(['two', 2]);
      await store.close();
    });
  });
});
