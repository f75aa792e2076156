/** `node dist/config/write-reference.js`: writes what derives from the definition into the files that ship. */
import { writeFile } from 'node:fs/promises';
import { PACKAGE } from '../package/index.js';
import { configurationPage, schemaFile } from './reference.js';

await writeFile(new URL('config/feedrelay.schema.json', PACKAGE), schemaFile());
await writeFile(new URL('docs/configuration.md', PACKAGE), configurationPage());
