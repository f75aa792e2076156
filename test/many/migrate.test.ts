import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { configured, feedrelay, launched, workFolder } from '../program/program.js';
import { feedSite, type SiteItem } from '../support/feed-site.js';
import { freePort, hasRedis, startRedis } from '../support/redis-server.js';
import { startUpstream } from '../support/upstream.js';

const folder = await workFolder();
const SOURCES = ['a', 'b'];

const articles = (site: string, count: number, text: string): readonly SiteItem[] =>
  Array.from({ length: count }, (_, n) => ({
    title: `Article ${n} of ${site}`,
    link: `https://${site}.example/${n}`,
    crawled: Date.UTC(2024, 10, 29) - n * 3_600_000,
    body: `<p>${`What happened at ${site} on day ${n}. `.repeat(20)}</p><p>${n < 5 ? text : 'No more is known.'}</p>`,
  }));

/** An embedded store with a history, and articles that were revised since. */
async function livedThrough(name: string): Promise<string> {
  const sites = SOURCES.map((id) => ({ id, site: feedSite({ window: 250 }) }));
  const upstream = await startUpstream(Object.fromEntries(sites.map(({ id, site }) => [`/${id}`, site.route])));
  const config = await configured(folder, name, SOURCES.map((id) => ({ id, url: `${upstream.origin}/${id}` })));
  for (const text of ['First words.', 'Second thoughts.']) {
    for (const { id, site } of sites) site.replace(articles(id, 250, text));
    expect(await feedrelay(['poll', '--config', config])).toMatchObject({ code: 0 });
  }
  await upstream.close();
  return `sqlite:${join(folder, `${name}.db`)}`;
}

interface Migrated {
  readonly rows: number;
  /** Of them, by the run that came to its end. */
  readonly written: number;
  readonly checksum: string;
}

/** Kills -9 a migration each time the target has come so far, and then lets one come to its end. */
async function migrateKilled(from: string, to: string, size: () => Promise<number>, whole: number): Promise<Migrated> {
  for (const part of [0.05, 0.4, 0.8]) {
    const copying = launched(['migrate', '--from', from, '--to', to]);
    while ((await size()) < part * whole) if (copying.over()) throw new Error(`over before it was killed: ${(await copying.end).stderr}`);
    copying.kill('SIGKILL');
    expect(await copying.end).toMatchObject({ code: null });
  }
  const { code, stdout, stderr } = await feedrelay(['migrate', '--from', from, '--to', to]);
  expect([code, stderr]).toEqual([0, '']);
  const [, rows = '', written = '', checksum = ''] = /^([\d,]+) rows in both stores, ([\d,]+) of them written now; checksum ([0-9a-f]{64})\n$/.exec(stdout) ?? [];
  return { rows: numberOf(rows), written: numberOf(written), checksum };
}

/** Every file of what the stores would be rebuilt from. */
async function exportOf(store: string): Promise<ReadonlyMap<string, string>> {
  const dir = join(folder, `export-${store.replaceAll(/\W+/g, '-')}`);
  const config = await configured(folder, 'export', SOURCES.map((id) => ({ id, url: `http://${id}.example/` })), { store });
  const files = new Map<string, string>();
  for (const source of SOURCES) {
    expect(await feedrelay(['export', '--config', config, '--source', source, join(dir, source)])).toMatchObject({ code: 0 });
    for (const file of await readdir(join(dir, source))) files.set(`${source}/${file}`, await readFile(join(dir, source, file), 'utf8'));
  }
  return files;
}

const numberOf = (text: string): number => Number(text.replaceAll(',', ''));
const bytesOf = async (file: string): Promise<number> => (await stat(file).catch(() => ({ size: 0 }))).size;

describe.skipIf(!hasRedis)('a migration that is killed in its midst, again and again', () => {
  it('goes on where it was, and what came to Redis and back exports to the byte as before', async () => {
    await mkdir(join(folder, 'redis'));
    const server = await startRedis(await freePort(), join(folder, 'redis'), '--appendonly', 'yes');
    const shared = `redis://127.0.0.1:${server.port}/0`;
    const client = new Redis(shared);
    const embedded = await livedThrough('embedded');
    const file = join(folder, 'back.db');
    const back = `sqlite:${file}`;

    const there = await migrateKilled(embedded, shared, () => client.dbsize(), 500 * 5);
    const again = await migrateKilled(shared, back, async () => (await bytesOf(file)) + (await bytesOf(`${file}-wal`)), await bytesOf(join(folder, 'embedded.db')));
    expect([again.rows, again.checksum]).toEqual([there.rows, there.checksum]);
    // The last run had only the rest to do.
    for (const { written, rows } of [there, again]) expect(written).toBeLessThan(rows / 2);
    expect(await exportOf(back)).toEqual(await exportOf(embedded));
    client.disconnect();
    await server.stop();
  });
});
