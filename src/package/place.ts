/**
 * The folder that holds `package.json`. What was written lies two folders below it (`src/package/`), and so does what is
 * built of it (`dist/shared/`): `build.js` sees to that.
 */
export const PACKAGE = new URL('../../', import.meta.url);

/** What a thread or process of its own begins with: an entry of `build.js`, by its path below `src`. */
export type Part = 'app/newsroom/worker' | 'crew/process' | 'store/sqlite-worker';

/** The script of a part. It is the built one also when tests run the sources. */
export function scriptOf(part: Part): URL {
  return new URL(`dist/${part}.js`, PACKAGE);
}
