/** `node dist/config/write-reference.js`: writes what derives from the definition into the files that ship. */
import { writeFile } from 'node:fs/promises';
import { configurationPage, schemaFile } from './reference.js';

const root = new URL('../../', import.meta.url);
await writeFile(new URL('config/feedrelay.schema.json', root), schemaFile());
await writeFile(new URL('docs/configuration.md', root), configurationPage());
