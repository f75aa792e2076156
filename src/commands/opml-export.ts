import { discretionOf } from '../discretion.js';
import type { Configuration } from '../model.js';
import { addressesOf, outletsOf, renderOpml, statesOf, type Outlet } from '../publish/index.js';
import { titleOf } from '../library/index.js';
import { openStore, type Store } from '../store/index.js';
import { readConfiguration } from './configuration.js';
import type { WithConfig } from './line/program.js';
import { exitCodes, print, say, type ExitCode } from './words.js';

/**
 * Writes our output feeds as a subscription list. Titles that the configuration does not give come from the store; where
 * that is held by `run`, or not made yet, the id serves.
 */
export async function opmlExportCommand({ config }: WithConfig): Promise<ExitCode> {
  const configuration = await readConfiguration(config);
  if (configuration === undefined) return exitCodes.wrong;
  const outlets = outletsOf(configuration);
  const opened = outlets.some(({ title }) => title === undefined) ? await openStore(configuration.store, { readOnly: true }) : undefined;
  const store = opened?.ok === true ? opened.value : undefined;
  if (opened?.ok === false && opened.failure.code === 'in-use') say(`note: feedrelay runs and holds the titles, so ids stand in for some; ${configuration.server.baseUrl}/feeds.opml has them all.`);
  try {
    const { baseUrl } = configuration.server;
    const titles = await Promise.all(outlets.map((outlet) => titleFor(outlet, configuration, store)));
    const feeds = outlets.map(({ id }, place) => ({ title: titles[place] ?? id, atom: addressesOf(baseUrl, id).atom, html: `${baseUrl}/feeds/${id}` }));
    await print(renderOpml('feedrelay', discretionOf(configuration.hidden).published(feeds)));
    return exitCodes.ok;
  } finally {
    await store?.close();
  }
}

async function titleFor(outlet: Outlet, { sources }: Configuration, store: Store | undefined): Promise<string> {
  const source = sources.find(({ id }) => id === outlet.id);
  if (outlet.title !== undefined || source === undefined) return outlet.title ?? outlet.id;
  const states = store === undefined ? undefined : await statesOf(outlet, store);
  return titleOf(source, states?.get(source.id)?.head);
}
