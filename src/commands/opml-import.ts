import { readFile } from 'node:fs/promises';
import type { Configuration, Result } from '../model.js';
import { deriveSourceId, type NewSource } from '../config/index.js';
import { decodeText } from '../parse/index.js';
import { readOpml, type OpmlLeft, type OpmlOutline } from '../publish/index.js';
import { runnable } from './called-as.js';
import { readConfigurationToWrite } from './configuration.js';
import { addressIn, addToFile, isOwnFeed, takenIds } from './configuration-file.js';
import type { WithConfig } from './line/program.js';
import { count, exitCodes, print, sayFailure, type ExitCode } from './words.js';

/** What becomes of one outline. */
type Fate =
  | { readonly kind: 'added'; readonly source: NewSource }
  | { readonly kind: 'known'; readonly id: string; readonly url: string }
  /** `what`: its address, or its place in the list and its name. Passed over is what was never meant to be a feed. */
  | { readonly kind: 'refused' | 'passed'; readonly what: string; readonly why: string };

/** Of the first feed in no folder after those of one, lest its name be read as that feed's too. */
const NO_FOLDER = '(in no folder)';

/** Adds the feeds of a subscription list that are new; the folders they lie in become comments. */
export async function opmlImportCommand({ config }: WithConfig, file: string): Promise<ExitCode> {
  const configuration = await readConfigurationToWrite(config);
  if (configuration === undefined) return exitCodes.wrong;
  const outlines = await readList(file);
  if (!outlines.ok) {
    sayFailure(outlines.failure);
    return exitCodes.wrong;
  }
  const fates = decide(outlines.value, file, configuration);
  const added = await addToFile(config, fates.flatMap((fate) => (fate.kind === 'added' ? [fate.source] : [])));
  if (!added.ok) {
    sayFailure(added.failure);
    return exitCodes.wrong;
  }
  await print(runnable(report(fates)));
  return fates.some(({ kind }) => kind === 'refused') ? exitCodes.partly : exitCodes.ok;
}

async function readList(file: string): Promise<Result<readonly OpmlOutline[]>> {
  try {
    const read = readOpml(decodeText(await readFile(file), undefined).text);
    return read.ok ? read : { ok: false, failure: { ...read.failure, message: `${file}: ${read.failure.message}` } };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const message = error.code === 'EISDIR' ? `${file} is a folder: name the list in it.` : `${file} cannot be read (${String(error.code)}): check the path.`;
    return { ok: false, failure: { code: 'unreadable', message } };
  }
}

/** In the list's order; a folder's name stands above the first of its feeds. */
function decide(outlines: readonly OpmlOutline[], file: string, configuration: Configuration): readonly Fate[] {
  const known = new Map(configuration.sources.map(({ id, url }) => [addressIn(url), id]));
  const taken = takenIds(configuration);
  let folder = '';
  return outlines.map((outline): Fate => {
    if (outline.kind !== 'feed') return leave(outline, file);
    const { title, url, path } = outline;
    if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return { kind: 'refused', what: url, why: 'it is no http or https address' };
    if (isOwnFeed(url, configuration)) return { kind: 'passed', what: url, why: 'feedrelay publishes it itself (server.baseUrl)' };
    const key = addressIn(url);
    const before = known.get(key);
    if (before !== undefined) return { kind: 'known', id: before, url };
    const own = title === url ? undefined : title;
    const id = deriveSourceId(url, own, taken);
    known.set(key, id);
    taken.add(id);
    const here = path.join(' / ');
    const comment = here === folder ? {} : { comment: here || NO_FOLDER };
    folder = here;
    return { kind: 'added', source: { id, url, ...(own === undefined ? {} : { title: own }), ...comment } };
  });
}

/** What is left out, and why. */
function leave({ kind, line, title, url }: OpmlLeft, file: string): Fate {
  const what = `${file}:${line}${title === '' ? '' : ` (${title})`}`;
  switch (kind) {
    case 'comment':
      return { kind: 'passed', what, why: 'it is commented out' };
    case 'list':
      return { kind: 'refused', what, why: `it includes another list, which is not read: import ${url ?? 'that'} by itself` };
    case 'link':
      return { kind: 'refused', what, why: `it is a link and no feed: "feedrelay add ${url ?? 'URL'}" looks for one there` };
    case 'empty':
      return url === undefined ? { kind: 'passed', what, why: 'it holds no feed' } : { kind: 'refused', what, why: `it has no xmlUrl: "feedrelay add ${url}" looks for its feed` };
  }
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
      case 'passed':
        return `${fate.kind.padEnd(9)}${fate.what}: ${fate.why}`;
    }
  });
  return `${[...lines, `${count(of('added'), 'feed')} added, ${of('known')} known, ${of('refused')} refused${of('passed') === 0 ? '' : `, ${of('passed')} passed over`}`].join('\n')}\n`;
}
