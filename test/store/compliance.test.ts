/** keyv's own suite for adapters, over ours. */
import * as vitest from 'vitest';
import keyvTestSuite, { keyvIteratorTests } from '@keyv/test-suite';
import { Keyv } from 'keyv';
import { SqliteAdapter } from '../../src/store/sqlite-adapter.js';
import { startThread } from '../../src/store/sqlite-thread.js';

const started = await startThread(':memory:', false);
if (!started.ok) throw new Error(started.failure.message);
const thread = started.value;
// Adapters of several namespaces share one table, as two programs would share one database.
const store = (): SqliteAdapter => new SqliteAdapter(thread, ':memory:');

keyvTestSuite(vitest, Keyv, store);
keyvIteratorTests(vitest, Keyv, store);
vitest.afterAll(() => thread.close());
