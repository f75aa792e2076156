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
});
