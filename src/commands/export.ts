import { exportSource } from '../archive/index.js';
import { readConfiguration, sourcesOrSay } from './configuration.js';
import type { WithConfig } from './line/program.js';
import { openOrSay } from './open.js';
import { startProgress } from './progress.js';
import { count, exitCodes, print, sayFailure, type ExitCode } from './words.js';

export interface ExportOptions extends WithConfig {
  readonly source: string;
  readonly plain?: boolean;
}

/** Writes a source's articles into a folder as archived documents. */
export async function exportCommand({ config, source: id, plain = false }: ExportOptions, dir: string): Promise<ExitCode> {
  const configuration = await readConfiguration(config);
  if (configuration === undefined || sourcesOrSay([id], configuration, config) === undefined) return exitCodes.wrong;
  const store = await openOrSay(configuration.store, { readOnly: true });
  if (store === undefined) return exitCodes.wrong;
  try {
    const progress = await startProgress('exporting');
    const exported = await exportSource(id, dir, { plain, onProgress: (done, total) => progress.show(done, total) }, store);
    progress.end();
    if (!exported.ok) {
      sayFailure(exported.failure);
      return exitCodes.wrong;
    }
    await print(`${id}: ${count(exported.value.documents, 'document')} in ${dir}\n`);
    return exitCodes.ok;
  } finally {
    await store.close();
  }
}
