import { expect, test } from 'vitest';
import { configured, daemon, feedrelay, workFolder } from '../program/program.js';
import { soak } from './soak.js';

const folder = await workFolder();

test('killed at random moments while its sources move on, it loses nothing, doubles nothing and changes no id', { timeout: 90_000 }, async () => {
  const figures = await soak(folder, 8, 1);
  expect(figures).toMatchObject({ kills: 8, lost: 0, unseen: 0, doubled: 0, outdated: 0, idsChanged: 0, pagesChanged: 0 });
  expect(figures.articles).toBeGreaterThan(180);
  expect(figures.revisions).toBeGreaterThan(0);
});

test('two daemons on one store: the second refuses in a sentence, and the first goes on', async () => {
  const config = await configured(folder, 'shared', []);
  const first = await daemon(['--config', config]);
  const second = await feedrelay(['run', '--config', config]);
  expect(second).toMatchObject({ code: 1, stdout: '' });
  expect(second.stderr.trim().split('\n').at(-1)).toMatch(/^feedrelay: Store .*shared\.db is in use by another feedrelay.*: stop that one first.*\.$/);
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  expect(await first.stop()).toMatchObject({ code: 0 });
});
