import type { Configuration, Source } from '../model.js';
import { reportAsJson, type House, type PollReport } from '../poll/index.js';
import { newFetcher } from '../app/fetcher.js';
import { openHouse } from '../app/house.js';
import type { WithConfig } from './line/program.js';
import { readConfiguration, sourcesOrSay } from './configuration.js';
import { openOrSay } from './open.js';
import { expectShortRun } from './poll/engine.js';
import { openPolling, type Polling } from './poll/polling.js';
import { startProgress } from './progress.js';
import { exitCodes, print, say, sayFailure, unexpected, type ExitCode } from './words.js';

export interface PollOptions extends WithConfig {
  readonly json?: true;
  readonly out?: string;
}

/** Polls under way at once. */
const AT_ONCE = 16;

/** Polls these sources, or all, once and now; publishes what came. */
export async function pollCommand({ config, json, out }: PollOptions, ids: readonly string[]): Promise<ExitCode> {
  expectShortRun();
  const configuration = await readConfiguration(config);
  if (configuration === undefined) return exitCodes.wrong;
  const sources = ids.length === 0 ? configuration.sources : sourcesOrSay(ids, configuration, config);
  if (sources === undefined) return exitCodes.wrong;
  const store = await openOrSay(configuration.store, { config });
  if (store === undefined) return exitCodes.wrong;
  const fetcher = newFetcher();
  const house = await openHouse(configuration, store, fetcher);
  try {
    const reports = await pollAll(sources, await openPolling(configuration, sources, house));
    for (const { id, told = [] } of reports) for (const sentence of told) say(`${id}: ${sentence}`);
    await print(json === true ? `${JSON.stringify({ sources: reports.map(reportAsJson) })}\n` : inWords(reports));
    if (out !== undefined && !(await publishTo(out, configuration, house))) return exitCodes.wrong;
    return reports.some(({ status }) => status === 'failed') ? exitCodes.partly : exitCodes.ok;
  } finally {
    await house.crew.close();
    await fetcher.close();
    await store.close();
  }
}

/** In the order of the sources, however they end. */
async function pollAll(sources: readonly Source[], polling: Polling): Promise<readonly PollReport[]> {
  const progress = await startProgress('polling');
  const reports: PollReport[] = [];
  let next = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    for (;;) {
      const place = next++;
      const source = sources[place];
      if (source === undefined) return;
      reports[place] = await pollOne(source, polling);
      progress.show(++done, sources.length, source.id);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  progress.end();
  await polling.end();
  return reports;
}

/** A bug that one source meets is that source's failure: the others are polled and reported. */
async function pollOne(source: Source, polling: Polling): Promise<PollReport> {
  const started = performance.now();
  try {
    return await polling.poll(source);
  } catch (error) {
    return { id: source.id, status: 'failed', new: 0, revised: 0, duplicate: 0, error: unexpected(error), ms: Math.round(performance.now() - started) };
  }
}

async function publishTo(dir: string, configuration: Configuration, house: House): Promise<boolean> {
  const [{ createPress }, { siteWarnings, writeSite }] = await Promise.all([import('../app/newsroom/press.js'), import('../app/site.js')]);
  const written = await writeSite(dir, createPress(configuration, () => house), configuration);
  if (written.ok) for (const warning of siteWarnings(configuration)) say(`warning: ${warning}.`);
  else sayFailure(written.failure);
  return written.ok;
}

function inWords(reports: readonly PollReport[]): string {
  const width = Math.max(...reports.map(({ id }) => id.length), 0);
  return reports.map(({ id, status, new: fresh, revised, duplicate, error, ms }) => {
    const what = error ?? (status === 'changed' ? `${fresh} new, ${revised} revised, ${duplicate} known` : 'nothing new');
    return `${id.padEnd(width)}  ${status.padEnd(9)}  ${what} (${ms} ms)\n`;
  }).join('');
}
