import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import type { Source } from '../../src/model.js';
import { openStore, type Store } from '../../src/store/index.js';
import { emptyStore, folder, NOON, publishedFrom, rowsOf, sourceOf } from './stores.js';
import { documentOf, exported, folderOf, taken } from './written.js';

const built = (room: string): string => JSON.stringify(new URL(`../../dist/doors/${room}.js`, import.meta.url).href);

/** Imports in a process of its own, which is killed once this many documents are done. */
async function cutOff(path: string, source: Source, store: string, after: number): Promise<void> {
  const code = `
    import { importDocuments } from ${built('archive')};
    import { createCrew } from ${built('crew')};
    import { openStore } from ${built('store')};
    const opened = await openStore(${JSON.stringify(store)});
    if (!opened.ok) throw new Error(opened.failure.message);
    const limits = { body: 20e6, item: 5e6, items: 5000, nesting: 256 };
    const house = { store: opened.value, crew: createCrew({ inline: Infinity }), limits };
    await importDocuments([${JSON.stringify(path)}], ${JSON.stringify(source)}, house, ${NOON}, (done) => console.log(done));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(child.stdout)) {
    if (Number(line) === after) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
}

async function reopened(address: string): Promise<Store> {
  const opened = await openStore(address);
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

it('completes an import, or a restoring, that was killed in the middle when it is called again', { timeout: 120_000 }, async () => {
  const source = sourceOf('killed');
  const files = Array.from({ length: 530 }, (_, n) => [`${n}.md`, documentOf(n % 5 === 0 ? 'NaN' : 1_700_000_000_000 + n, `Title ${n}`, `https://example.org/${n % 520}`, `<p>Text ${n}</p>`)] as const);
  const archive = await folderOf(Object.fromEntries(files));
  const whole = await emptyStore();
  await taken([archive], source, whole);
  const dir = await exported(source, whole);

  // Past the first commit of each, five hundred documents or two hundred.
  for (const { path, after, committed } of [
    { path: archive, after: 505, committed: 500 },
    { path: dir, after: 210, committed: 200 },
  ]) {
    const address = `sqlite:${join(folder, `${after}.db`)}`;
    await cutOff(path, source, address, after);
    const store = await reopened(address);
    const { restored, ...counts } = await taken([path], source, store);
    expect(counts.failed).toEqual([]);
    expect(counts.duplicate).toBeGreaterThanOrEqual(committed);
    expect(restored > 0).toBe(path === dir);
    expect(await rowsOf(store)).toEqual(await rowsOf(whole));
    expect(await publishedFrom(store, [source])).toEqual(await publishedFrom(whole, [source]));
    await store.close();
  }
});
