import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type * as z from 'zod';
import type { Result } from '../model.js';
import { digest } from '../digest.js';
import { failure } from './failures.js';
import { memory, MEMORY_FILE, type RememberedPage } from './memory.js';
import { MERGED_FILE, mergedPlaces, type MergedPlaces } from './merged-log.js';
import { explain } from './own-document.js';
import { FACTS_FILE, sourceFacts, type SourceFacts } from './source-facts.js';

/** What stands beside the documents of an export. */
export interface ExportAside {
  readonly facts: SourceFacts;
  /** Names this very export, so that a restoring that was cut off knows it again. */
  readonly name: string;
  /** Pages of entries that are kept no longer, a file's worth at a time. */
  readonly memories: AsyncIterable<readonly RememberedPage[]>;
  /** Places in merged feeds, a file's worth at a time. */
  readonly merged: () => AsyncIterable<MergedPlaces>;
}

/** Failures: `unreadable`. */
export async function readAside(folder: string): Promise<Result<ExportAside>> {
  const facts = await readYaml(join(folder, FACTS_FILE), sourceFacts);
  if (!facts.ok) return facts;
  const names = (await readdir(folder)).toSorted();
  const remembered = names.filter((name) => MEMORY_FILE.test(name));
  const merged = names.filter((name) => MERGED_FILE.test(name));
  for (const [files, schema] of [[remembered, memory], [merged, mergedPlaces]] as const) {
    for (const name of files) {
      const checked = await readYaml(join(folder, name), schema);
      if (!checked.ok) return checked;
    }
  }
  return {
    ok: true,
    value: {
      facts: facts.value.read,
      name: facts.value.name,
      memories: filesIn(folder, remembered, memory),
      merged: () => filesIn(folder, merged, mergedPlaces),
    },
  };
}

/** They were checked before: one that has gone bad since is passed over. */
async function* filesIn<T extends z.ZodType>(folder: string, names: readonly string[], schema: T): AsyncGenerator<z.output<T>> {
  for (const name of names) {
    const file = await readYaml(join(folder, name), schema);
    if (file.ok) yield file.value.read;
  }
}

async function readYaml<T extends z.ZodType>(path: string, schema: T): Promise<Result<{ read: z.output<T>; name: string }>> {
  let value: unknown;
  let text: string;
  try {
    text = await readFile(path, 'utf8');
    value = parse(text, { logLevel: 'silent' });
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return failure('unreadable', `${path} cannot be read: ${reason.replace(/:$/, '')}; take the file from the export again.`);
  }
  const read = schema.safeParse(value);
  if (!read.success) return failure('unreadable', `${path} cannot be taken: ${explain(read.error)}; take the file from the export again.`);
  return { ok: true, value: { read: read.data, name: digest(text) } };
}
