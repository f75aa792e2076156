import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Configuration, OutputFormat, Result } from '../model.js';
import { isLoopback } from '../config/index.js';
import { makeFolder } from '../folder.js';
import type { Press } from '../publish/index.js';
import { feedPageAssets } from '../publish/page/style.js';
import { renderSiteIndex } from '../publish/site-index.js';
import { statusAssets } from '../serve/index.js';

const FORMATS: readonly OutputFormat[] = ['atom', 'json', 'rss'];

/** What the feeds' pages load. */
const assets = { ...statusAssets, ...feedPageAssets };
const PAGE_ASSETS = ['/assets/feed.css', '/assets/icon.svg'];

/** What will not hold once the site is somewhere else, a sentence each. */
export function siteWarnings({ sources, server: { baseUrl } }: Configuration): readonly string[] {
  const relaying = sources.filter(({ images }) => [images.default, ...images.hosts.map(({ mode }) => mode)].some(({ kind }) => kind === 'relay')).map(({ id }) => id);
  return [
    ...(relaying.length === 0 ? [] : [`pictures of ${listed(relaying)} are relayed, which a static host cannot do, so that readers would see none: write "images: direct", or an address of a picture service, for what is published with --out`]),
    ...(isLoopback(new URL(baseUrl).hostname) ? [`the feeds name themselves ${baseUrl}, which leads readers to their own machines: set server.baseUrl to the address at which the folder will be found`] : []),
  ];
}

/** Sources named in a sentence. */
const NAMED = 5;

function listed(ids: readonly string[]): string {
  const more = ids.length - NAMED;
  return new Intl.ListFormat('en-GB').format([...ids.slice(0, NAMED), ...(more > 0 ? [`${more} more`] : [])]);
}

/**
 * Writes everything a static host needs: the feeds with their pages for people and their archive pages, the list of
 * feeds and an index page. A file appears whole or not at all; one that would come out the same is left alone.
 */
export async function writeSite(dir: string, press: Press, configuration: Configuration): Promise<Result<number>> {
  try {
    let written = 0;
    const articles = new Map<string, number>();
    const put = async (path: string, body: Uint8Array | string): Promise<void> => {
      if (await replaceFile(join(dir, path), Buffer.from(body))) written += 1;
    };
    for (const outlet of press.outlets) {
      for (const format of FORMATS) {
        const found = await press.make(`/feeds/${outlet.id}.${format}`);
        if (found.kind === 'found') await put(`feeds/${outlet.id}.${format}`, found.representation.body);
      }
      const ids = new Set<string>();
      const { first, last } = await press.archiveOf(outlet.id);
      for (let page = first; page <= last; page += 1) {
        for (const format of FORMATS) {
          const found = await press.make(`/feeds/${outlet.id}/archive/${page}.${format}`);
          const path = `feeds/${outlet.id}/archive/${page}.${format}`;
          if (found.kind === 'found') await put(path, found.representation.body);
          else await rm(join(dir, path), { force: true });
        }
        for (const { entry } of (await press.feed(outlet.id, page))?.feed.entries ?? []) ids.add(entry.id);
      }
      articles.set(outlet.id, ids.size);
      // Where feeds and the list of feeds say that a feed's page is: `/feeds/ID`, which hosts read as this.
      const page = await press.make(`/feeds/${outlet.id}`, 'en');
      if (page.kind === 'found') await put(`feeds/${outlet.id}/index.html`, page.representation.body);
      await removeDropped(join(dir, 'feeds', outlet.id, 'archive'), first);
    }
    for (const path of PAGE_ASSETS) await put(path.slice(1), assets[path]?.text ?? '');
    const opml = await press.make('/feeds.opml');
    if (opml.kind === 'found') await put('feeds.opml', opml.representation.body);
    await put('index.html', renderSiteIndex((await press.directory()).map((feed) => ({ ...feed, articles: articles.get(feed.id) ?? 0 })), configuration.server.baseUrl));
    return { ok: true, value: written };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return { ok: false, failure: { code: 'site', message: `${dir} cannot be written (${String(error.code)}): give a folder that this user may write, on a disk with room.` } };
  }
}

/** @returns whether the file was written; one with the same bytes is not */
async function replaceFile(path: string, body: Uint8Array): Promise<boolean> {
  const before = await readFile(path).catch(() => undefined);
  if (before?.equals(body) === true) return false;
  await makeFolder(dirname(path));
  const fresh = `${path}.${process.pid}.new`;
  await writeFile(fresh, body);
  await rename(fresh, path);
  return true;
}

/** Pages before the first that is kept; there are few, for each was written when it was kept. */
async function removeDropped(folder: string, first: number): Promise<void> {
  for (let page = first - 1; page >= 1; page -= 1) {
    const gone = await Promise.all(FORMATS.map((format) => rm(join(folder, `${page}.${format}`)).then(() => true, () => false)));
    if (!gone.includes(true)) return;
  }
}
