import { importDocuments, type Imported } from '../archive/index.js';
import { newFetcher } from '../app/fetcher.js';
import { openHouse } from '../app/house.js';
import { readConfiguration, sourcesOrSay } from './configuration.js';
import type { WithConfig } from './line/program.js';
import { openOrSay } from './open.js';
import { startProgress } from './progress.js';
import { count, exitCodes, print, say, sayFailure, type ExitCode } from './words.js';

export interface ImportOptions extends WithConfig {
  readonly source: string;
}

/** Takes archived documents into a source's store. */
export async function importCommand({ config, source: id }: ImportOptions, paths: readonly string[]): Promise<ExitCode> {
  const configuration = await readConfiguration(config);
  const [source] = (configuration && sourcesOrSay([id], configuration, config)) ?? [];
  if (configuration === undefined || source === undefined) return exitCodes.wrong;
  const store = await openOrSay(configuration.store, { config });
  if (store === undefined) return exitCodes.wrong;
  const fetcher = newFetcher();
  const house = await openHouse(configuration, store, fetcher);
  try {
    const progress = await startProgress('importing');
    const imported = await importDocuments(paths, source, house, Date.now(), (done, total) => progress.show(done, total));
    progress.end();
    if (!imported.ok) {
      sayFailure(imported.failure);
      return exitCodes.wrong;
    }
    for (const failed of imported.value.failed) say(`feedrelay: ${failed}`);
    await print(`${id}: ${wordsOf(imported.value)}\n`);
    return codeOf(imported.value);
  } finally {
    await house.crew.close();
    await fetcher.close();
    await store.close();
  }
}

function wordsOf({ new: fresh, revised, duplicate, restored, failed }: Imported): string {
  const parts = [`${fresh} new`, `${revised} revised`, `${duplicate} known`];
  if (restored > 0) parts.push(`${restored} restored`);
  if (failed.length > 0) parts.push(`${count(failed.length, 'document')} not read`);
  return parts.join(', ');
}

function codeOf({ new: fresh, revised, duplicate, restored, failed }: Imported): ExitCode {
  if (failed.length === 0) return exitCodes.ok;
  return fresh + revised + duplicate + restored === 0 ? exitCodes.wrong : exitCodes.partly;
}
