import { SingleBar } from 'cli-progress';
import type { Source } from '../model.js';
import { Outage } from '../schedule/outage.js';
import { poll, type PollReport } from '../poll/index.js';
import { newFetcher, openHouse } from '../app/house.js';
import { createLibrary } from '../app/library.js';
import { writeSite } from '../app/site.js';
import { openConfiguredStore, readConfiguration } from './open.js';
import { exitCodes, print, say, type ExitCode } from './words.js';

export interface PollOptions {
  readonly config: string;
  readonly json?: true;
  readonly out?: string;
}

/** Polls under way at once. */
const AT_ONCE = 16;

/** Polls these sources, or all, once and now; publishes what came. */
export async function pollCommand(ids: readonly string[], options: PollOptions): Promise<ExitCode> {
  const configuration = await readConfiguration(options.config);
  if (configuration === undefined) return exitCodes.wrong;
  const unknown = ids.filter((id) => !configuration.sources.some((source) => source.id === id));
  if (unknown.length > 0) {
    const known = configuration.sources.map(({ id }) => id).join(', ');
    say(`feedrelay: ${options.config} has no source ${unknown.map((id) => `"${id}"`).join(', ')}; it has: ${known}.`);
    return exitCodes.wrong;
  }
  const store = await openConfiguredStore(configuration.store);
  if (store === undefined) return exitCodes.wrong;
  const fetcher = newFetcher();
  try {
    const outage = new Outage();
    const house = await openHouse(configuration, store, fetcher, { networkDown: () => outage.down });
    const sources = ids.length === 0 ? configuration.sources : configuration.sources.filter(({ id }) => ids.includes(id));
    const now = Date.now();
    const reports = await withProgress(sources, (source) => poll(source, house, now));
    tell(reports, options);
    if (options.out !== undefined) {
      const library = createLibrary(configuration, () => house);
      const written = await writeSite(options.out, library, configuration);
      if (!written.ok) {
        say(`feedrelay: ${written.failure.message}`);
        return exitCodes.wrong;
      }
    }
    return reports.some(({ status }) => status === 'failed') ? exitCodes.sourceFailed : exitCodes.ok;
  } finally {
    await fetcher.close();
    await store.close();
  }
}

/** In the order of the sources, however they end. */
async function withProgress(sources: readonly Source[], run: (source: Source) => Promise<PollReport>): Promise<readonly PollReport[]> {
  const bar = process.stderr.isTTY ? new SingleBar({ format: 'polling {bar} {value}/{total} {source}', stream: process.stderr, hideCursor: true, clearOnComplete: true }) : undefined;
  bar?.start(sources.length, 0, { source: '' });
  const reports: PollReport[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (;;) {
      const place = next++;
      const source = sources[place];
      if (source === undefined) return;
      reports[place] = await run(source);
      bar?.increment({ source: source.id });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  bar?.stop();
  return reports;
}

function tell(reports: readonly PollReport[], { json }: PollOptions): void {
  if (json === true) {
    print(`${JSON.stringify({ sources: reports.map(({ id, status, http, new: fresh, revised, duplicate, error, ms }) => ({ id, status, http: http ?? null, new: fresh, revised, duplicate, error: error ?? null, ms })) })}\n`);
    return;
  }
  const width = Math.max(...reports.map(({ id }) => id.length), 0);
  for (const { id, status, new: fresh, revised, duplicate, error, ms } of reports) {
    const what = error ?? (status === 'changed' ? `${fresh} new, ${revised} revised, ${duplicate} known` : 'nothing new');
    print(`${id.padEnd(width)}  ${status.padEnd(9)}  ${what} (${ms} ms)\n`);
  }
}
