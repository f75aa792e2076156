import { execFileSync } from 'node:child_process';
import { appendFile, chmod, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLocal, type LocalDocument, type LocalOutcome } from '../../src/fetch/index.js';

const limits = { body: 1000 };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'feedrelay-local-'));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (...parts: string[]): string => pathToFileURL(join(folder, ...parts)).href;

async function documentsOf(outcome: LocalOutcome): Promise<LocalDocument[]> {
  const documents: LocalDocument[] = [];
  if (outcome.kind === 'folder') for await (const document of outcome.documents) documents.push(document);
  return documents;
}

describe('a feed file', () => {
  it('is read when it has changed, and only then', async () => {
    await writeFile(join(folder, 'feed.xml'), '<rss/>');
    const first = await readLocal({ url: at('feed.xml'), limits });
    if (first.kind !== 'fresh') throw new Error(first.kind);
    expect(Buffer.from(first.bytes).toString()).toBe('<rss/>');
    const { validators } = first;
    expect(await readLocal({ url: at('feed.xml'), limits, validators })).toEqual({ kind: 'notModified', validators });
    await writeFile(join(folder, 'feed.xml'), '<xml/>');
    await utimes(join(folder, 'feed.xml'), 0, 0);
    expect(await readLocal({ url: at('feed.xml'), limits, validators })).toHaveProperty('kind', 'fresh');
  });

  it('may be as large as the limit and no larger', async () => {
    await writeFile(join(folder, 'feed.xml'), 'a'.repeat(1000));
    expect(await readLocal({ url: at('feed.xml'), limits })).toHaveProperty('kind', 'fresh');
    await appendFile(join(folder, 'feed.xml'), 'a');
    expect(await readLocal({ url: at('feed.xml'), limits })).toMatchObject({ failure: { code: 'too-large' } });
  });

  it('has a name in any script', async () => {
    await writeFile(join(folder, '美国 #1?.xml'), '<rss/>');
    expect(await readLocal({ url: at('美国 #1?.xml'), limits })).toHaveProperty('kind', 'fresh');
  });
});

describe('a folder of archived documents', () => {
  it('gives its documents in the order of their names, subfolders included', async () => {
    await mkdir(join(folder, '2024'));
    await mkdir(join(folder, '.git'));
    await mkdir(join(folder, 'folder.md'));
    for (const name of ['b.md', 'a.MD', '2024/c.markdown', '.hidden.md', '.git/d.md', 'notes.txt']) {
      await writeFile(join(folder, name), name);
    }
    const documents = await documentsOf(await readLocal({ url: at(), limits }));
    expect(documents.map(({ name }) => name)).toEqual(['2024/c.markdown', 'a.MD', 'b.md']);
    expect(documents.map((document) => (document.ok ? Buffer.from(document.value).toString() : document.failure.code))).toEqual([
      '2024/c.markdown', 'a.MD', 'b.md',
    ]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['a file is added', () => writeFile(join(folder, 'b.md'), 'new')],
    ['a file is gone', () => rm(join(folder, 'a.md'))],
    ['a file is rewritten', () => writeFile(join(folder, 'a.md'), 'another')],
  ])('is not modified until %s', async (_what, change) => {
    await writeFile(join(folder, 'a.md'), 'text');
    const { kind, validators } = (await readLocal({ url: at(), limits })) as Extract<LocalOutcome, { kind: 'folder' }>;
    expect(kind).toBe('folder');
    expect(await readLocal({ url: at(), limits, validators })).toHaveProperty('kind', 'notModified');
    await change();
    expect(await readLocal({ url: at(), limits, validators })).toHaveProperty('kind', 'folder');
  });

  it('loses only the documents that cannot be read', async () => {
    await writeFile(join(folder, 'good.md'), 'good');
    await writeFile(join(folder, 'large.md'), 'a'.repeat(1001));
    await symlink(join(folder, 'nowhere'), join(folder, 'dangling.md'));
    await symlink(folder, join(folder, 'circle'));
    const outcome = await readLocal({ url: at(), limits });
    expect((await documentsOf(outcome)).map((document) => [document.name, document.ok || document.failure.code])).toEqual([
      ['good.md', true],
      ['large.md', 'too-large'],
    ]);
  });

  it('reads a document when it is asked for, and says if it has gone by then', async () => {
    await writeFile(join(folder, 'a.md'), 'text');
    const outcome = await readLocal({ url: at(), limits });
    await rm(join(folder, 'a.md'));
    expect(await documentsOf(outcome)).toMatchObject([{ name: 'a.md', ok: false, failure: { code: 'not-found' } }]);
  });

  it('may be empty', async () => {
    expect(await documentsOf(await readLocal({ url: at(), limits }))).toEqual([]);
  });
});

describe('a path that is none', () => {
  it.each([
    ['that does not exist', () => at('nothing.xml'), 'not-found'],
    ['of another machine', () => 'file://server/share/feed.xml', 'bad-address'],
    ['of the web', () => 'https://feeds.example/', 'bad-address'],
    ['at all', () => 'nothing', 'bad-address'],
    ['with an escaped separator', () => 'file:///a%2fb', 'bad-address'],
  ])('%s is refused in words', async (_what, url, code) => {
    expect(await readLocal({ url: url(), limits })).toMatchObject({ kind: 'failed', network: false, failure: { code } });
  });

  it('is a pipe, and holds up nobody', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(await readLocal({ url: at('pipe'), limits })).toMatchObject({ failure: { code: 'unreadable' } });
    expect(await readLocal({ url: 'file:///dev/zero', limits })).toMatchObject({ failure: { code: 'unreadable' } });
  });

  it.skipIf(process.getuid?.() === 0)('may not be read', async () => {
    await writeFile(join(folder, 'a.xml'), '');
    await chmod(join(folder, 'a.xml'), 0);
    expect(await readLocal({ url: at('a.xml'), limits })).toMatchObject({ failure: { code: 'unreadable' } });
  });
});
