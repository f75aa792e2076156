import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sourceGauges } from '../../src/app/source-gauges.js';
import type { Store } from '../../src/store/index.js';
import { feedSite, type SiteItem } from '../support/feed-site.js';
import { memoryStore } from '../support/relive.js';
import { answer, inTurn } from '../support/upstream.js';
import { article, at, openNewsroom, type Newsroom } from './newsroom.js';

let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom();
});
afterEach(() => room.close());

const address = (path: string): string => `${room.upstream.origin}${path}`;

describe('a poll that fails', () => {
  test('leaves every entry where it is and says why', async () => {
    const site = feedSite();
    site.publish(article(1));
    room.upstream.route('/feed', inTurn(site.route, answer({ status: 500 }), answer({ body: '<html><p>Maintenance</p></html>', headers: { 'content-type': 'text/html' } }), answer(), site.route));
    await room.configure([{ id: 'a', url: address('/feed'), schedule: 'every 30m' }]);
    await room.poll('a', at(0));
    const before = await room.entries('a');
    for (const hour of [1, 3, 9]) {
      const report = await room.poll('a', at(hour));
      expect(report).toMatchObject({ status: 'failed', new: 0, revised: 0, duplicate: 0 });
      expect(report.error).toMatch(/\w/);
    }
    expect(await room.state('a')).toMatchObject({ failures: 3, failure: { since: at(1) } });
    expect(await room.entries('a')).toEqual(before);
    expect(await room.poll('a', at(10))).toMatchObject({ status: 'unchanged', new: 0 });
    expect(await room.state('a')).toMatchObject({ failures: 0 });
    expect((await room.state('a')).failure).toBeUndefined();
  });

  test('does not lengthen the back-off where it was asked for before its turn, and is told all the same', async () => {
    room.upstream.route('/feed', inTurn(answer({ status: 500 }), answer({ status: 500 }), answer({ status: 503, headers: { 'retry-after': '43200' } })));
    await room.configure([{ id: 'a', url: address('/feed'), schedule: 'every 1h' }]);
    await room.poll('a', at(0));
    const { due } = await room.state('a');
    expect(await room.poll('a', at(0) + 10_000)).toMatchObject({ status: 'failed', http: 500 });
    expect(await room.state('a')).toMatchObject({ failures: 1, due, lastPoll: at(0) + 10_000, failure: { since: at(0) } });
    await room.poll('a', at(0) + 20_000);
    expect(await room.state('a')).toMatchObject({ failures: 1, due: at(12) + 20_000, failure: { http: 503 } });
  });

  test('410 gives the source up, with a sentence; an answer after all takes it back', async () => {
    const site = feedSite();
    site.publish(article(1));
    room.upstream.route('/feed', inTurn(answer({ status: 410 }), site.route));
    await room.configure([{ id: 'a', url: address('/feed') }]);
    const report = await room.poll('a', at(0));
    expect(report).toMatchObject({ status: 'failed', http: 410 });
    expect(report.error).toContain('410');
    expect((await room.state('a')).gone).toBe(true);
    const registry = new Registry();
    sourceGauges([registry]).set([{ id: 'a', state: await room.state('a') }]);
    expect(await registry.metrics()).not.toContain('feedrelay_source_next_due_timestamp_seconds{');
    expect(await room.poll('a', at(1))).toMatchObject({ status: 'changed', new: 1 });
    expect((await room.state('a')).gone).toBeUndefined();
  });

  test('for the store’s sake fails alone, and the next one brings what it did not', async () => {
    const site = feedSite();
    site.publish(article(1));
    room.upstream.route('/feed', site.route);
    await room.configure([{ id: 'a', url: address('/feed') }]);
    await room.poll('a', at(0));
    site.publish(article(2));
    const broken = await memoryStore();
    await broken.close();
    const report = await room.poll('a', at(1), broken);
    expect(report).toMatchObject({ status: 'failed', new: 0 });
    expect(report.error).toMatch(/store/i);
    expect(await room.poll('a', at(2))).toMatchObject({ status: 'changed', http: 200, new: 1 });
  });

  test('between reading and committing keeps nothing of the poll: not its validators, nor what it knew', async () => {
    const site = feedSite();
    site.publish(article(1));
    room.upstream.route('/feed', site.route);
    await room.configure([{ id: 'a', url: address('/feed') }]);
    const broken = await memoryStore();
    await broken.close();
    const half: Store = { ...room.store, commit: (batch) => broken.commit(batch) };
    expect(await room.poll('a', at(0), half)).toMatchObject({ status: 'failed' });
    expect(await room.entries('a')).toEqual([]);
    expect(await room.poll('a', at(1))).toMatchObject({ http: 200, new: 1 });
  });
});

describe('a gap', () => {
  test('is none where the operator gave the source another address, of which nothing is known', async () => {
    const [old, other] = [feedSite(), feedSite()];
    old.publish(article(1));
    other.publish(article(2));
    room.upstream.route('/old', old.route);
    room.upstream.route('/other', other.route);
    await room.configure([{ id: 'a', url: address('/old') }]);
    await room.poll('a', at(0));
    await room.configure([{ id: 'a', url: address('/other') }]);
    const report = await room.poll('a', at(1));
    expect([report.new, report.told, (await room.state('a')).gap]).toEqual([1, undefined, undefined]);
  });

  const published = (first: number, last: number): readonly SiteItem[] => Array.from({ length: last - first + 1 }, (_, n) => article(last - n));

  test('is a poll that knows none of what it finds', async () => {
    const site = feedSite();
    room.upstream.route('/feed', site.route);
    await room.configure([{ id: 'a', url: address('/feed') }]);
    site.replace(published(1, 5));
    await room.poll('a', at(0));
    expect((await room.state('a')).gap).toBeUndefined();
    site.replace(published(5, 9));
    await room.poll('a', at(1));
    expect((await room.state('a')).gap).toBeUndefined();
    site.replace(published(20, 24));
    expect((await room.poll('a', at(2))).told).toEqual([expect.stringMatching(/probably missed.*poll it more often/)]);
    expect((await room.state('a')).gap).toEqual({ at: at(2) });
  });

  test('is no feed that suddenly has no items: they stay, and are known when they come back', async () => {
    const site = feedSite();
    room.upstream.route('/feed', site.route);
    await room.configure([{ id: 'a', url: address('/feed') }]);
    site.replace(published(1, 5));
    await room.poll('a', at(0));
    site.replace([]);
    expect(await room.poll('a', at(1))).toMatchObject({ status: 'unchanged', new: 0, told: [expect.stringMatching(/no items any more/)] });
    expect((await room.state('a')).gap).toBeUndefined();
    expect(await room.entries('a')).toHaveLength(5);
    expect((await room.poll('a', at(2))).told).toBeUndefined();
    expect((await room.state('a')).notes).toEqual([expect.stringMatching(/no items any more/)]);
    site.replace(published(1, 5));
    expect(await room.poll('a', at(3))).toMatchObject({ status: 'unchanged', new: 0, revised: 0, duplicate: 5 });
    expect((await room.state('a')).notes).toEqual([]);
  });
});
