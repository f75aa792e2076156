import type { Finding, Library, Publication } from '../library/index.js';
import { articlePolicy, prepareLike, type Asker, type Found, type Language, type Representation, type Shelf } from '../serve/index.js';

/** A way to send a publication: one representation of it, made when first asked for. */
interface Dress {
  (publication: Publication): Representation;
  /** The representation it has already. */
  readonly worn: (publication: Publication) => Representation | undefined;
}

/** All ways to send what the library keeps. */
export interface Wardrobe {
  readonly feed: Dress;
  readonly plain: Dress;
  readonly pages: Readonly<Record<Asker, Readonly<Record<Language, Dress>>>>;
}

/** Formats that browsers show as a tree of marks, if at all; JSON they show readably by themselves. */
const UNREADABLE = /\.(?:atom|rss)$/;

export function createWardrobe(): Wardrobe {
  return {
    feed: remembered((publication) => ({ ...publication, asker: 'program' })),
    plain: remembered((publication) => publication),
    pages: {
      browser: { en: remembered(pageOf('en', 'browser')), zh: remembered(pageOf('zh', 'browser')) },
      program: { en: remembered(pageOf('en')), zh: remembered(pageOf('zh')) },
    },
  };
}

/** Dresses and compresses a publication like the one whose place it takes. */
export async function prepareIn({ feed, plain, pages }: Wardrobe, fresh: Publication, before: Publication): Promise<void> {
  const dresses = [feed, plain, ...Object.values(pages).flatMap((languages) => Object.values(languages))];
  await Promise.all(dresses.map(async (dress) => {
    const worn = dress.worn(before);
    if (worn !== undefined) await prepareLike(dress(fresh), worn);
  }));
}

/**
 * The library's documents: feeds for programs, and pages for people. Who opens the address of an Atom or RSS feed in a
 * browser sees its page there, and may go on to copy the address; whoever else asks gets the feed.
 */
export function createFeedShelf(library: Library, { feed, plain, pages }: Wardrobe): Shelf {
  return {
    find(path, language, asker) {
      if (UNREADABLE.test(path)) {
        return asker === 'browser' ? dressed(library.page(path, language), pages.browser[language]) : dressed(library.find(path), feed);
      }
      if (path.endsWith('.json') || path.endsWith('.opml')) return dressed(library.find(path), plain);
      return dressed(library.page(path, language), pages.program[language]);
    },
  };
}

function pageOf(language: Language, asker?: Asker): (publication: Publication) => Representation {
  return (publication) => ({ ...publication, language, policy: articlePolicy, ...(asker === undefined ? {} : { asker }) });
}

/** One representation a publication: compressed bodies hang on that object. */
function remembered(dress: (publication: Publication) => Representation): Dress {
  const known = new WeakMap<Publication, Representation>();
  const put = (publication: Publication): Representation => {
    const before = known.get(publication);
    if (before !== undefined) return before;
    const representation = dress(publication);
    known.set(publication, representation);
    return representation;
  };
  return Object.assign(put, { worn: (publication: Publication) => known.get(publication) });
}

/** At once where it is at hand. */
function dressed(finding: Promise<Finding> | Finding, dress: Dress): Promise<Found> | Found {
  if (finding instanceof Promise) return finding.then((later) => dressed(later, dress));
  return finding.kind === 'found' ? { kind: 'found', representation: dress(finding.representation) } : finding;
}
