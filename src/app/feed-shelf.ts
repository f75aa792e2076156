import type { Finding, Library, Publication } from '../library/index.js';
import { articlePolicy, type Asker, type Found, type Language, type Representation, type Shelf } from '../serve/index.js';

type Dress = (publication: Publication) => Representation;

/** Formats that browsers show as a tree of marks, if at all; JSON they show readably by themselves. */
const UNREADABLE = /\.(?:atom|rss)$/;

/**
 * The library's documents: feeds for programs, and pages for people. Who opens the address of an Atom or RSS feed in a
 * browser sees its page there, and may go on to copy the address; whoever else asks gets the feed.
 */
export function createFeedShelf(library: Library): Shelf {
  const feed = remembered((publication) => ({ ...publication, asker: 'program' }));
  const pages: Readonly<Record<Asker, Readonly<Record<Language, Dress>>>> = {
    browser: { en: remembered(pageOf('en', 'browser')), zh: remembered(pageOf('zh', 'browser')) },
    program: { en: remembered(pageOf('en')), zh: remembered(pageOf('zh')) },
  };
  return {
    find(path, language, asker) {
      if (UNREADABLE.test(path)) {
        return asker === 'browser' ? dressed(library.page(path, language), pages.browser[language]) : dressed(library.find(path), feed);
      }
      if (path.endsWith('.json') || path.endsWith('.opml')) return library.find(path);
      return dressed(library.page(path, language), pages.program[language]);
    },
  };
}

const pageOf = (language: Language, asker?: Asker): Dress => (publication) => ({
  ...publication,
  language,
  policy: articlePolicy,
  ...(asker === undefined ? {} : { asker }),
});

/** One representation a publication: compressed bodies hang on that object. */
function remembered(dress: Dress): Dress {
  const known = new WeakMap<Publication, Representation>();
  return (publication) => {
    const before = known.get(publication);
    if (before !== undefined) return before;
    const representation = dress(publication);
    known.set(publication, representation);
    return representation;
  };
}

/** At once where it is at hand. */
function dressed(finding: Promise<Finding> | Finding, dress: Dress): Promise<Found> | Found {
  if (finding instanceof Promise) return finding.then((later) => dressed(later, dress));
  return finding.kind === 'found' ? { kind: 'found', representation: dress(finding.representation) } : finding;
}
