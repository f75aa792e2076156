import type { Element } from 'domhandler';
import type { Enclosure } from '../../model.js';
import { isWeb } from '../address.js';
import type { Article, Step } from '../article.js';
import { firstShown } from '../html/edges.js';
import { elements, isElement } from '../html/tree.js';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  mp4: 'video/mp4', m4v: 'video/mp4', webm: 'video/webm', ogv: 'video/ogg', mov: 'video/quicktime', m3u8: 'application/vnd.apple.mpegurl',
  mp3: 'audio/mpeg', m4a: 'audio/mp4', aac: 'audio/aac', ogg: 'audio/ogg', oga: 'audio/ogg', opus: 'audio/ogg', wav: 'audio/wav', flac: 'audio/flac',
};

/** An article that opens with a picture has it as its own; one that opens with a video (VOA) has that as an enclosure too. */
export const lead: Step = {
  name: 'lead',
  apply: (article) => {
    const opening = firstShown(article.root);
    if (!isElement(opening)) return;
    if (opening.name === 'img') takeImage(opening.attribs['src'], article);
    if (opening.name !== 'video' && opening.name !== 'audio') return;
    takeImage(opening.attribs['poster'], article);
    const url = [opening, ...elements(opening)].map(({ attribs }: Element) => attribs['src']).find((src) => src !== undefined && isWeb(src));
    if (url === undefined || article.item.enclosures.some((enclosure) => enclosure.url === url)) return;
    article.found.enclosures = [...article.found.enclosures, enclosureOf(url, opening.name)];
  },
};

function takeImage(address: string | undefined, { found }: Article): void {
  if (address !== undefined && isWeb(address)) found.image ??= address;
}

function enclosureOf(url: string, kind: 'video' | 'audio'): Enclosure {
  const extension = /\.([a-z0-9]{2,4})(?:[?#]|$)/i.exec(url)?.[1]?.toLowerCase() ?? '';
  return { url, type: MEDIA_TYPES[extension] ?? (kind === 'video' ? 'video/mp4' : 'audio/mpeg') };
}
