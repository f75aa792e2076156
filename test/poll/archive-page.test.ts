import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../src/store/index.js';
import { Visibility } from '../../src/publish/visible.js';
import { outletsOf } from '../../src/publish/outlet.js';
import { showPage } from '../../src/publish/archive.js';
import { policyOf } from '../../src/poll/index.js';
import { feedSite } from '../support/feed-site.js';
import { configurationOf } from '../support/press.js';
import { article, at, openNewsroom, type Newsroom } from './newsroom.js';

let room: Newsroom;
beforeEach(async () => void (room = await openNewsroom()));
afterEach(() => room.close());

test.each([0, 1, 2])('a page lacks no article that is revised while its rows are read (%i)', async (rowsBefore) => {
  const site = feedSite({ validators: 'none' });
  room.upstream.route('/one', site.route);
  const url = `${room.upstream.origin}/one`;
  await room.configure([{ id: 'one', url }]);
  site.replace([article(1)]);
  await room.poll('one', at(0));

  const revise = async (): Promise<void> => {
    site.replace([{ ...article(1), body: '<p>Words of another kind.</p>', crawled: at(2) }]);
    expect(await room.poll('one', at(2))).toMatchObject({ revised: 1 });
  };
  /** Reads one row at a time, as where rows are large. */
  const slow: Store = {
    ...room.store,
    async *each<T>(keys: readonly string[]) {
      for (const [place, key] of keys.entries()) {
        if (place === rowsBefore) await revise();
        yield await room.store.get<T>(key);
      }
      if (rowsBefore >= keys.length) await revise();
    },
  };
  const configuration = configurationOf(`sources: [{ id: one, url: "${url}" }]\n`);
  const [outlet] = outletsOf(configuration);
  if (outlet === undefined) throw new Error('a source has an outlet');
  const visibility = new Visibility(slow, outlet, (source, format) => policyOf(source, format, configuration));
  const shown = await showPage({ full: false, places: [{ source: 'one', n: 1, version: 1, commit: 0 }] }, outlet, visibility, slow, at(3));
  expect(shown).toMatchObject([{ entry: { content: '<p>Words of 1.</p>' } }]);
});
