/**
 * Words of any text as an id, `[a-z0-9-]*`: accents go, and an English apostrophe; other scripts and signs become one dash.
 * '' where nothing is left.
 */
export function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/(?<=[a-z])['’](?=[st]\b)/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^(.{0,40})(?:-.*)?$/, '$1')
    .slice(0, 40)
    .replaceAll(/^-|-$/g, '');
}

/** Parts of addresses that say "feed" and not which. */
const generic = new Set(
  'feed feeds rss rss2 atom xml json index all default main home latest news blog posts articles public en zh cn www co com org net php html'.split(' '),
);

/**
 * A name for a new source: of its title where that has Latin words, else of its address.
 * @param taken ids of sources and merged feeds that are there already
 */
export function deriveSourceId(url: string, title: string | undefined, taken: ReadonlySet<string>): string {
  const wanted = [slug(title ?? ''), ...namesIn(url)].find((name) => name.length > 1) ?? 'source';
  if (!taken.has(wanted)) return wanted;
  for (let count = 2; ; count += 1) {
    const numbered = `${wanted}-${count}`;
    if (!taken.has(numbered)) return numbered;
  }
}

/** The last telling part of the path, then of the host name. */
function namesIn(url: string): string[] {
  if (!URL.canParse(url)) return [slug(url)];
  const { hostname, pathname } = new URL(url);
  const path = pathname.split('/').map((part) => slug(decoded(part).replace(/\.\w{1,5}$/, '')));
  const host = /^[\d.]+$|^\[/.test(hostname) ? [hostname] : hostname.split('.').slice(0, -1);
  const telling = (part: string): boolean => part !== '' && !generic.has(part);
  return [path.findLast(telling), host.map(slug).findLast(telling), slug(hostname)].filter((name) => name !== undefined);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
