import { readFile } from 'node:fs/promises';
import type { Configuration, Result } from '../model.js';
import { deriveSourceId, type NewSource } from '../config/index.js';
import { decodeText } from '../parse/index.js';
import { readOpml, type OpmlOutline } from '../publish/opml.js';
import { readConfigurationToWrite } from './configuration.js';
import { addressIn, addToFile, takenIds } from './configuration-file.js';
import type { WithConfig } from './line/program.js';
import { count, exitCodes, print, sayFailure, type ExitCode } from './words.js';

/** What becomes of one subscription. */
type Fate =
  | { readonly kind: 'added'; readonly source: NewSource }
  | { readonly kind: 'known'; readonly id: string; readonly url: string }
  | { readonly kind: 'refused'; readonly url: string; readonly why: string };

/** Adds the feeds of a subscription list that are new; the folders they lie in become comments. */
export async function opmlImportCommand({ config }: WithConfig, file: string): Promise<ExitCode> {
  const configuration = await readConfigurationToWrite(config);
  if (configuration === undefined) return exitCodes.wrong;
  const outlines = await readList(file);
  if (!outlines.ok) {
    sayFailure(outlines.failure);
    return exitCodes.wrong;
  }
  const fates = decide(outlines.value, configuration);
  const added = await addToFile(config, fates.flatMap((fate) => (fate.kind === 'added' ? [fate.source] : [])));
  if (!added.ok) {
    sayFailure(added.failure);
    return exitCodes.wrong;
  }
  await print(report(fates));
  return fates.some(({ kind }) => kind === 'refused') ? exitCodes.partly : exitCodes.ok;
}

async function readList(file: string): Promise<Result<readonly OpmlOutline[]>> {
  try {
    const read = readOpml(decodeText(await readFile(file), undefined).text);
    return read.ok ? read : { ok: false, failure: { ...read.failure, message: `${file}: ${read.failure.message}` } };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return { ok: false, failure: { code: 'unreadable', message: `${file} cannot be read (${String(error.code)}): check the path.` } };
  }
}

/** In the list's order; a folder's name stands above the first of its feeds. */
function decide(outlines: readonly OpmlOutline[], configuration: Configuration): readonly Fate[] {
  const known = new Map(configuration.sources.map(({ id, url }) => [addressIn(url), id]));
  const taken = takenIds(configuration);
  let folder = '';
  return outlines.map(({ title, url, path }): Fate => {
    if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return { kind: 'refused', url, why: 'it is no http or https address' };
    const key = addressIn(url);
    const before = known.get(key);
    if (before !== undefined) return { kind: 'known', id: before, url };
    const own = title === url ? undefined : title;
    const id = deriveSourceId(url, own, taken);
    known.set(key, id);
    taken.add(id);
    const here = path.join(' / ');
    const comment = here === folder ? {} : { comment: here };
    folder = here;
    return { kind: 'added', source: { id, url, ...(own === undefined ? {} : { title: own }), ...comment } };
  });
}

function report(fates: readonly Fate[]): string {
  const of = (kind: Fate['kind']): number => fates.filter((fate) => fate.kind === kind).length;
  const lines = fates.map((fate) => {
    switch (fate.kind) {
      case 'added':
        return `added    ${fate.source.id}  ${fate.source.url}`;
      case 'known':
        return `known    ${fate.id}  ${fate.url}`;
      case 'refused':
        return `refused  ${fate.url}: ${fate.why}`;
    }
  });
  return `${[...lines, `${count(of('added'), 'feed')} added, ${of('known')} known, ${of('refused')} refused`].join('\n')}\n`;
}
