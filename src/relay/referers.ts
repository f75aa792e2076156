import { LRUCache } from 'lru-cache';

type Kind = 'none' | 'own' | 'article';

/** Which Referer a host wants, as its earlier pictures taught. */
export interface Referers {
  /** The Referers to try in turn; '' is none. Without repetitions. */
  toTry(picture: string, article: string | undefined): readonly string[];
  /** This one was answered with a picture. */
  worked(picture: string, referer: string): void;
}

const ORDER: readonly Kind[] = ['none', 'own', 'article'];
/** Hosts remembered that want one; nearly all want none. */
const REMEMBERED = 1_000;

export function rememberReferers(): Referers {
  const wanted = new LRUCache<string, Kind>({ max: REMEMBERED });
  const refererOf = (kind: Kind, picture: string, article: string | undefined): string =>
    kind === 'none' ? '' : originOf(kind === 'own' ? picture : article);
  return {
    toTry(picture, article) {
      const first = wanted.get(originOf(picture));
      const order = first === undefined ? ORDER : [first, ...ORDER];
      return [...new Set(order.map((kind) => refererOf(kind, picture, article)))];
    },
    worked(picture, referer) {
      if (referer === '') wanted.delete(originOf(picture));
      else wanted.set(originOf(picture), referer === originOf(picture) ? 'own' : 'article');
    },
  };
}

/** As a browser writes it (Referrer Policy §8.4): no path, so that no more is told than needs to be. */
function originOf(address: string | undefined): string {
  const origin = address !== undefined && URL.canParse(address) ? new URL(address).origin : 'null';
  return origin === 'null' ? '' : `${origin}/`;
}
