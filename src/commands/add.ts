import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Configuration } from '../model.js';
import { newFetcher } from '../app/fetcher.js';
import { deriveSourceId } from '../config/index.js';
import { findFeed, type FoundFeed } from './add/find-feed.js';
import { readConfigurationToWrite } from './configuration.js';
import { addressIn, addToFile, takenIds } from './configuration-file.js';
import type { WithConfig } from './line/program.js';
import { exitCodes, print, say, sayFailure, type ExitCode } from './words.js';

export interface AddOptions extends WithConfig {
  readonly id?: string;
}

/** Finds the feed at this address, or on this page, and adds it to the configuration. */
export async function addCommand({ config, id }: AddOptions, typed: string): Promise<ExitCode> {
  if (id !== undefined && !/^[a-z0-9-]+$/.test(id)) return refuse(`--id ${JSON.stringify(id)} is no id: write small letters, digits and dashes, such as my-feed.`);
  const configuration = await readConfigurationToWrite(config);
  if (configuration === undefined) return exitCodes.wrong;
  const url = addressOf(typed);
  if (url === undefined) return refuse(`${typed} is no address: write one that begins with https://, http:// or file:.`);
  if (isKnown(url, configuration, config)) return exitCodes.wrong;
  const fetcher = newFetcher();
  try {
    const found = await findFeed(url, configuration, fetcher);
    switch (found.kind) {
      case 'failed':
        sayFailure(found.failure);
        return exitCodes.wrong;
      case 'several':
        say(`feedrelay: ${url} links several feeds; add one of them by its address:`);
        for (const feed of found.feeds) say(`  ${feed.url}${feed.title === undefined ? '' : `  ${feed.title}`}`);
        return exitCodes.wrong;
      case 'feed':
        return await write(found, url === found.url ? typed.trim() : found.url, configuration, { config, ...(id === undefined ? {} : { id }) });
    }
  } finally {
    await fetcher.close();
  }
}

/** @param written as the file is to say it: what was typed, where that is the feed */
async function write({ url, title }: FoundFeed, written: string, configuration: Configuration, { config, id: wanted }: AddOptions): Promise<ExitCode> {
  if (isKnown(url, configuration, config)) return exitCodes.wrong;
  const id = wanted ?? deriveSourceId(url, title, takenIds(configuration));
  const added = await addToFile(config, [{ id, url: written }]);
  if (!added.ok) {
    sayFailure(added.failure);
    return exitCodes.wrong;
  }
  await print(`added ${id}${title === undefined ? '' : ` (${title})`}: ${written}\n${configuration.server.baseUrl}/feeds/${id}.atom\n`);
  return exitCodes.ok;
}

function isKnown(url: string, { sources }: Configuration, file: string): boolean {
  const known = sources.find((source) => addressIn(source.url) === addressIn(url));
  if (known !== undefined) say(`feedrelay: ${url} is in ${file} already, as the source ${known.id}.`);
  return known !== undefined;
}

/** Absolute; the fragment is no part of what is fetched. */
function addressOf(typed: string): string | undefined {
  const text = typed.trim();
  const { href: base } = pathToFileURL(`${resolve('.')}/`);
  if (!/^(?:https?:\/\/|file:)/i.test(text) || !URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  url.hash = '';
  return url.href;
}

function refuse(sentence: string): ExitCode {
  say(`feedrelay: ${sentence}`);
  return exitCodes.wrong;
}
