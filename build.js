/**
 * `npm run build` makes the program as few files: node spends more on finding and reading each of eight hundred modules
 * than on what is in them. What is bundled stays among the package's `dependencies` all the same: so its licences come
 * along, and an audit of an installation sees what runs there.
 */
import { rmSync } from 'node:fs';
import { build } from 'rolldown';

/** Libraries that stay packages: a native program, some that ask for files of theirs at run time, and what only a store on Redis needs. */
const PACKAGES = [/^libsql$/, /^jschardet$/, /^pino(?:-pretty)?$/, /^@keyv\/redis$/, /^@redis\/client$/, /^bullmq$/, /^ioredis$/];

/** @type {import('rolldown').OutputOptions} */
const output = {
  dir: 'dist',
  format: 'es',
  entryFileNames: '[name].js',
  chunkFileNames: 'shared/[name].js',
  // A file of its own, for it says by where it lies where the package does.
  codeSplitting: { groups: [{ name: 'package', test: /src\/package\// }] },
  // Errors are known by the names of their classes, and whoever reads where a bug was met wants the names as well.
  keepNames: true,
};

/**
 * What `node` is started with: each at its own path in `dist`, and what several need in `dist/shared`, read once.
 * @type {import('rolldown').BuildOptions}
 */
const program = {
  input: {
    main: 'src/main.ts',
    'app/newsroom/worker': 'src/app/newsroom/worker.ts',
    'crew/process': 'src/crew/process.ts',
    'store/sqlite-worker': 'src/store/sqlite-worker.ts',
    'config/write-reference': 'src/config/write-reference.ts',
  },
  platform: 'node',
  external: PACKAGES,
  // No module of ours does anything by being there: of a room's door only what is used is loaded.
  treeshake: { moduleSideEffects: [{ test: /\/src\//, external: false, sideEffects: false }] },
  output,
};

/**
 * Rooms that tests enter from processes of their own, which are killed; no part of the package.
 * @type {import('rolldown').BuildOptions}
 */
const doors = {
  ...program,
  input: {
    archive: 'src/archive/index.ts',
    crew: 'src/crew/index.ts',
    store: 'src/store/index.ts',
    'sqlite-schema': 'src/store/sqlite-schema.ts',
  },
  output: { ...output, entryFileNames: 'doors/[name].js', chunkFileNames: 'doors/[name].js' },
};

// Nothing of an earlier build is left to be run, or packed.
rmSync('dist', { recursive: true, force: true });
await build([program, doors]);
