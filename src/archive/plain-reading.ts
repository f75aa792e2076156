import { pathToFileURL } from 'node:url';
import type { Source } from '../model.js';
import { readLocal } from '../fetch/index.js';
import { timezoneOf, type Delivery, type House } from '../poll/index.js';

/** Reads archived documents one after another, each a document of its own, as a poll of a folder does. */
export async function* readPlainDocuments(paths: readonly string[], source: Source, house: House, failed: string[]): AsyncGenerator<Delivery> {
  for (const [firstPlace, path] of paths.entries()) {
    const url = pathToFileURL(path).href;
    const read = await readLocal({ url, limits: house.limits });
    if (read.kind !== 'fresh') {
      failed.push(read.kind === 'failed' ? read.failure.message : `${path} is a file no more: it was changed while it was read.`);
      continue;
    }
    const parsed = await house.crew.parse(read.bytes, { url, timezone: timezoneOf(source), limits: house.limits });
    if (!parsed.ok) failed.push(parsed.failure.message);
    else if (parsed.value.format !== 'document') failed.push(`${path} is a feed and no archived document: give it as the url of a source instead.`);
    else yield { items: parsed.value.items, places: [], firstPlace };
  }
}
