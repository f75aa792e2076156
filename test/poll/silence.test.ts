import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { sourceGauges } from '../../src/app/source-gauges.js';
import { statusOf } from '../../src/app/status.js';
import { parseConfiguration } from '../../src/config/index.js';
import type { Warning } from '../../src/serve/index.js';
import { feedSite } from '../support/feed-site.js';
import { article, at, DAY, openNewsroom } from './newsroom.js';

test('a source silent for much longer than ever is told of once, has a figure, and stays on the page for as long as it lasts', async () => {
  const room = await openNewsroom();
  const site = feedSite();
  room.upstream.route('/feed', site.route);
  const source = { id: 'a', url: `${room.upstream.origin}/feed`, schedule: 'every 1h' };
  await room.configure([source]);
  const loaded = parseConfiguration(JSON.stringify({ store: 'memory:', sources: [source] }), 'test.yaml', {}, '/');
  if (!loaded.ok) throw new Error('the configuration is wrong');
  const onPage = async (now: number): Promise<Warning | undefined> => {
    const model = await statusOf({ configuration: loaded.configuration, mistakes: [], warnings: [], troubles: new Map(), store: room.store, now });
    return model.warnings.find(({ kind }) => kind === 'silent');
  };
  const figure = async (): Promise<string | undefined> => {
    const registry = new Registry();
    sourceGauges([registry]).set([{ id: 'a', state: await room.state('a') }]);
    return /^feedrelay_source_silent\{source="a"\} (\d)$/m.exec(await registry.metrics())?.[1];
  };

  for (let day = 0; day < 10; day += 1) {
    site.publish(article(day));
    await room.poll('a', at(24 * day));
  }
  const told: (readonly [day: number, sentence: string])[] = [];
  for (let day = 10; day < 70; day += 1) {
    const report = await room.poll('a', at(24 * day));
    for (const sentence of report.told ?? []) told.push([day, sentence]);
    const silent = await onPage(at(24 * day));
    if (day <= 12) expect([silent, await figure()]).toEqual([undefined, '0']);
    else expect([silent, await figure()]).toEqual([{ kind: 'silent', id: 'a', source: 'A site', since: at(24 * 9), usual: DAY }, '1']);
  }
  expect(told).toEqual([[13, expect.stringMatching(/^nothing new has come for 4 d, where 1 d used to be the most/)]]);

  site.publish(article(10));
  await room.poll('a', at(24 * 70));
  expect([await onPage(at(24 * 70)), await figure()]).toEqual([undefined, '0']);
  await room.close();
}, 60_000);
