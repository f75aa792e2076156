import type { Configuration } from '../model.js';
import { newFetcher } from '../app/fetcher.js';
import type { Fetcher } from '../fetch/index.js';
import { addressesOf, hasScheme } from './typed.js';
import { deriveSourceId } from '../config/index.js';
import { findFeed, type Finding, type FoundFeed } from './add/find-feed.js';
import { commandFor } from './add/command-for.js';
import { readConfigurationToWrite } from './configuration.js';
import { addressIn, addToFile, isOwnFeed, takenIds } from './configuration-file.js';
import type { WithConfig } from './line/program.js';
import { askedOnce, exitCodes, print, say, sayFailure, type ExitCode } from './words.js';

export interface AddOptions extends WithConfig {
  readonly id?: string;
}

/** Finds the feed at this address, or on this page, and adds it to the configuration. */
export async function addCommand({ config, id }: AddOptions, typed: string): Promise<ExitCode> {
  if (id !== undefined && !/^[a-z0-9-]+$/.test(id)) return refuse(`--id ${JSON.stringify(id)} is no id: write small letters, digits and dashes, such as my-feed.`);
  const configuration = await readConfigurationToWrite(config);
  if (configuration === undefined) return exitCodes.wrong;
  const addresses = addressesOf(typed);
  const [first] = addresses;
  if (first === undefined) return refuse(`${typed} is no address: write one that begins with https://, http:// or file:.`);
  if (isKnown(first, configuration, config)) return exitCodes.wrong;
  if (isOwnFeed(first, configuration)) return refuse(`${first} is a feed that feedrelay publishes itself (server.baseUrl): add the feed that it is made of.`);
  const fetcher = newFetcher();
  try {
    const { url, found } = await findFirst(first, addresses.slice(1), configuration, fetcher);
    switch (found.kind) {
      case 'failed':
        sayFailure(askedOnce(found.failure));
        return exitCodes.wrong;
      case 'several':
        say(`feedrelay: ${url} links several feeds; run one of these:`);
        for (const feed of found.feeds) say(`  ${commandFor(feed, { config, ...(id === undefined ? {} : { id }) })}`);
        return exitCodes.wrong;
      case 'feed':
        return await write(found, url === found.url && hasScheme(typed) ? typed.trim() : found.url, configuration, { config, ...(id === undefined ? {} : { id }) });
    }
  } finally {
    await fetcher.close();
  }
}

/** @param written as the file is to say it: what was typed, where that is the feed */
async function write({ url, title, notes }: FoundFeed, written: string, configuration: Configuration, { config, id: wanted }: Pick<AddOptions, 'config' | 'id'>): Promise<ExitCode> {
  if (isKnown(url, configuration, config)) return exitCodes.wrong;
  const id = wanted ?? deriveSourceId(url, title, takenIds(configuration));
  const added = await addToFile(config, [{ id, url: written }]);
  if (!added.ok) {
    sayFailure(added.failure);
    return exitCodes.wrong;
  }
  await print(`added ${id}${title === undefined ? '' : ` (${title})`}: ${written}\n${configuration.server.baseUrl}/feeds/${id}.atom\n`);
  for (const note of notes) say(`${id}: ${note}`);
  return exitCodes.ok;
}

function isKnown(url: string, { sources }: Configuration, file: string): boolean {
  const known = sources.find((source) => addressIn(source.url) === addressIn(url));
  if (known !== undefined) say(`feedrelay: ${url} is in ${file} already, as the source ${known.id}.`);
  return known !== undefined;
}

/** What the first of these addresses leads to; where that fails, the next that does not. */
async function findFirst(url: string, others: readonly string[], configuration: Configuration, fetcher: Fetcher): Promise<{ readonly url: string; readonly found: Finding }> {
  const found = await findFeed(url, configuration, fetcher);
  // A name that leads nowhere does so by every scheme.
  if (found.kind !== 'failed' || found.failure.code === 'dns') return { url, found };
  for (const other of others) {
    const instead = await findFeed(other, configuration, fetcher);
    // An answer says more than that there was none.
    if (instead.kind !== 'failed' || instead.failure.http !== undefined || instead.failure.code === 'html') return { url: other, found: instead };
  }
  return { url, found };
}

function refuse(sentence: string): ExitCode {
  say(`feedrelay: ${sentence}`);
  return exitCodes.wrong;
}
