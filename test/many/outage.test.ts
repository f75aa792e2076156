import { describe, expect, it } from 'vitest';
import { workFolder } from '../program/program.js';
import { hasRedis } from '../support/redis-server.js';
import { outage } from './outage.js';

const folder = await workFolder();

describe.skipIf(!hasRedis)('while Redis is away', () => {
  it('readers have what was last shown, of a process that is started meanwhile too; then polling resumes and nothing is lost or doubled', async () => {
    const { answers, said, ...seen } = await outage(folder, 15_000);
    expect(seen).toEqual({ refused: 0, different: 0, ready: 503, empty: 503, lost: 0, doubled: 0, overlaps: 0, resumed: true });
    expect(answers).toBeGreaterThan(100);
    expect(said).toMatch(/waiting for the store: Store redis:\/\/127\.0\.0\.1:\d+\/0 cannot be reached \(ECONNREFUSED\)/);
  });
});
