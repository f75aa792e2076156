import { describe, expect, it } from 'vitest';
import { workFolder } from '../program/program.js';
import { hasRedis } from '../support/redis-server.js';
import { killing } from './killing.js';

const folder = await workFolder();

describe.skipIf(!hasRedis)('many processes on one Redis', () => {
  it('lose nothing, double nothing and never poll a source twice at once, whatever is killed', async () => {
    const killed = await killing(folder, 1);
    expect(killed).toMatchObject({ lost: 0, doubled: 0, overlaps: 0 });
    expect(killed.takeover).toBeLessThan(30_000);
  });
});
