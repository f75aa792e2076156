/** Store files cut short, scribbled over, emptied or not ours: what each command says, what repair saves, and that nothing is lost or doubled after it. */
import { closeSync, copyFileSync, existsSync, openSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import Libsql from 'libsql';
import { beforeAll, describe, expect, test } from 'vitest';
import { configured, daemon, eventually, feedrelay, workFolder, type Ran } from '../program/program.js';
import { openNewsroom } from './newsroom.js';

const folder = await workFolder();
const newsroom = await openNewsroom('quay');
const model = join(folder, 'model.db');
let ids: ReadonlyMap<string, string>;

/** The store in which a week of polls left its rows, and the ids that readers know its stories by. */
beforeAll(async () => {
  const config = await configured(folder, 'model', [newsroom.source('quay')]);
  for (const stories of [120, 70, 3]) {
    newsroom.publish('quay', stories);
    await feedrelay(['poll', '--config', config, '--out', join(folder, 'model-site')]);
  }
  ids = idsIn(join(folder, 'model-site'));
  expect(ids.size).toBe(193);
});

/** Every story that a site shows, in its feed and its archive, under the id it has; twice under two is an error. */
function idsIn(site: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const archive = join(site, 'feeds/quay/archive');
  const files = [join(site, 'feeds/quay.json'), ...readdirSync(archive).filter((name) => name.endsWith('.json')).map((name) => join(archive, name))];
  for (const file of files) {
    const { items } = JSON.parse(readFileSync(file, 'utf8')) as { items: readonly { id: string; title: string }[] };
    for (const { id, title } of items) {
      expect(found.get(title) ?? id).toBe(id);
      found.set(title, id);
    }
    expect(new Set(items.map(({ title }) => title)).size).toBe(items.length);
  }
  return found;
}

function scribble(path: string, from: number, to: number): void {
  const file = openSync(path, 'r+');
  const at = Math.floor(statSync(path).size * from);
  writeSync(file, Buffer.alloc(Math.floor(statSync(path).size * to) - at || 64, 0x5a), 0, undefined, at);
  closeSync(file);
}

async function damaged(name: string, damage: (path: string) => void): Promise<{ path: string; config: string; call: (...args: string[]) => Promise<Ran> }> {
  const config = await configured(folder, name, [newsroom.source('quay')]);
  const path = join(folder, `${name}.db`);
  copyFileSync(model, path);
  damage(path);
  return { path, config, call: (...args) => feedrelay([...args, '--config', config]) };
}

const sentence = (words: RegExp): object => expect.stringMatching(new RegExp(`^feedrelay: [^\\n]*${words.source}[^\\n]*\\.\\n$`)) as object;

describe('a store', () => {
  // Whatever of it a poll that finds nothing new has to read is whole in one of them.
  test.each<[name: string, damage: (path: string) => void, met?: false]>([
    ['cut to a half', (path) => truncateSync(path, Math.floor(statSync(path).size / 2))],
    ['scribbled over in the middle', (path) => scribble(path, 0.4, 0.55), false],
  ])('%s is told of by every command, repaired with a count, and after a poll every story is there once, under the id it had', async (name, damage, met) => {
    const { path, call } = await damaged(name.replaceAll(' ', '-'), damage);
    const polled = await call('poll');
    expect(polled.code !== 0).toBe(met ?? true);
    expect(/feedrelay store (check|repair)/.test(polled.stdout + polled.stderr)).toBe(met ?? true);
    const checked = await call('store', 'check');
    expect(checked).toEqual({ code: 1, stderr: '', stdout: expect.stringMatching(/is damaged:\n[^]+\d+ rows can be read[,.] [^\n]+may be lost, for what cannot be read cannot be counted\. "feedrelay store repair" saves what can be read\.\n$/) as string });
    const repaired = await call('store', 'repair');
    expect(repaired).toMatchObject({ code: 0, stdout: expect.stringMatching(/is made anew: \d+ rows saved(?:, \d+ (?:is|are) seen to be broken)?\. (?:Some|More) may be lost, for what cannot be read cannot be counted\. The damaged file is kept as \S+\.damaged-/) as string });
    expect(/(\d+) rows saved/.exec(repaired.stdout)?.[1]).toBe(/(\d+) rows can be read/.exec(checked.stdout)?.[1]);
    expect(readdirSync(folder).some((file) => file.startsWith(`${basename(path)}.damaged-`))).toBe(true);

    const site = join(folder, `${basename(path)}-site`);
    expect((await call('poll', '--out', site)).code).toBe(0);
    expect(idsIn(site)).toEqual(ids);
    expect(JSON.parse((await call('poll', '--json')).stdout)).toMatchObject({ sources: [{ new: 0, revised: 0 }] });
  });

  test('scribbled over where the daemon’s own rows stand is not run on: it says what cures it', async () => {
    const { call } = await damaged('running', (path) => scribble(path, 0.8, 1));
    expect(await call('run')).toEqual({ code: 1, stdout: '', stderr: sentence(/running\.db is damaged: `feedrelay store check` says what is wrong, `feedrelay store repair` saves what can be read/) });
  });

  test.each<[name: string, damage: (path: string) => void, command: string, refusal: RegExp, checked: RegExp]>([
    ['a text', (path) => writeFileSync(path, 'Dear diary. '.repeat(5000)), 'poll', /is no feedrelay store, or its head is destroyed: check the path, or see what `feedrelay store check` can save/, /is damaged:/],
    ['another program’s database', (path) => foreign(path, 'CREATE TABLE theirs (x)', true), 'run', /is another program's database: name a file of its own/, /is another program's database/],
    ['a newer version’s', (path) => foreign(path, 'PRAGMA user_version = 99', false), 'run', /was written by a newer feedrelay \(store version 99, this program knows \d+\): update feedrelay/, /was written by a newer feedrelay/],
  ])('that is %s is refused with a sentence, and left as it is', async (name, damage, command, refusal, checked) => {
    const { path, call } = await damaged(`refused-${name.length}`, damage);
    const before = readFileSync(path);
    expect(await call(command)).toEqual({ code: 1, stdout: '', stderr: sentence(refusal) });
    const ran = [await call('store', 'check'), await call('store', 'repair')];
    expect(ran.map(({ code }) => code)).toEqual([1, 1]);
    expect((ran[0]?.stdout ?? '') + (ran[0]?.stderr ?? '')).toMatch(checked);
    expect(readFileSync(path)).toEqual(before);
  });

  test('whose log is lost or garbled after a crash goes on from its last whole state: every story once, under the id it had', async () => {
    for (const harm of ['lost', 'garbled'] as const) {
      const config = await configured(folder, `log-${harm}`, [newsroom.source('quay')]);
      const log = join(folder, `log-${harm}.db-wal`);
      const { url, stop } = await daemon(['--config', config]);
      await eventually(async () => ((await (await fetch(`${url}/feeds/quay.json`)).text()).includes('story 192') ? true : undefined));
      await stop('SIGKILL');
      expect(existsSync(log)).toBe(true);
      if (harm === 'lost') rmSync(log);
      else scribble(log, 0.3, 0.9);
      const site = join(folder, `log-${harm}-site`);
      expect((await feedrelay(['poll', '--config', config, '--out', site])).code).toBe(0);
      expect(idsIn(site).size).toBe(193);
      expect([...idsIn(site)].sort()).toEqual([...ids].sort());
    }
  });
});

function foreign(path: string, statement: string, anew: boolean): void {
  if (anew) rmSync(path);
  const database = new Libsql(path);
  database.exec(statement);
  database.close();
}
