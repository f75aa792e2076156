import { expect, test, vi } from 'vitest';
import { unexpected } from '../../src/commands/words.js';

test('a bug is one line, and its stack is shown to those who ask for it', () => {
  const bug = new Error('it broke\n  in two');
  expect(unexpected(bug)).toBe('unexpected error: it broke in two (a fault of feedrelay; FEEDRELAY_DEBUG=1 shows where)');
  expect(unexpected('a text')).toContain('unexpected error: a text');
  vi.stubEnv('FEEDRELAY_DEBUG', '1');
  expect(unexpected(bug)).toMatch(/it broke[^]*\n\s+at .*ending\.test\.ts/);
  vi.unstubAllEnvs();
});
