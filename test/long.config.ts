import { defineConfig } from 'vitest/config';

/** Tests that take minutes: `npm run test:soak`, `npm run test:many`, `npm run test:hostile`. */
export default defineConfig({
  test: { include: ['test/**/*.long.ts'], testTimeout: 60 * 60_000, pool: 'forks', fileParallelism: false },
});
