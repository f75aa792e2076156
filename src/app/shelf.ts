import type { Millis } from '../model.js';
import { digest } from '../digest.js';
import type { Library } from '../library/index.js';
import { feedPageAssets } from '../publish/page/style.js';
import { renderStatus, statusAssets, type Found, type Language, type Representation, type Shelf, type StatusModel } from '../serve/index.js';
import { StoreError } from '../store/index.js';
import { createFeedShelf, type Wardrobe } from './feed-shelf.js';

/** The status page is made anew after this long, milliseconds, however often it is asked for. */
const STATUS_AGE: Millis = 1000;

export interface ShelfOptions {
  readonly library: Library;
  readonly wardrobe: Wardrobe;
  readonly status: () => Promise<StatusModel>;
  /** Hears that somebody asks. */
  readonly asked?: () => void;
  /** What kept an answer back. */
  readonly failed?: (error: StoreError) => void;
  readonly clock: () => Millis;
}

export interface StatusShelf extends Shelf {
  /** Whoever asks from now on sees what has just happened, and not the page of a moment ago. */
  statusChanged(): void;
}

/** Everything that can be asked for: feeds from the library, our own pages, and what they load. */
export function createShelf({ library, wardrobe, status, clock, asked = () => undefined, failed = () => undefined }: ShelfOptions): StatusShelf {
  const started = Math.floor(clock() / 1000) * 1000;
  const assets = new Map(
    Object.entries({ ...statusAssets, ...feedPageAssets }).map(([path, { contentType, text }]) => [path, found(text, contentType, started, 86_400)]),
  );
  const feeds = createFeedShelf(library, wardrobe);
  const pages = new Map<Language, { at: Millis; page: Promise<Representation> }>();

  const statusPage = async (language: Language): Promise<Found> => {
    const kept = pages.get(language);
    const now = clock();
    if (kept !== undefined && Math.abs(now - kept.at) < STATUS_AGE) return { kind: 'found', representation: await kept.page };
    const page = status().then((model): Representation => ({ ...representation(renderStatus(model, language), 'text/html; charset=utf-8', Math.floor(now / 1000) * 1000, 0), language }));
    pages.set(language, { at: now, page });
    return { kind: 'found', representation: await page };
  };

  /** A store that cannot be reached, or read, is nobody's bug: whoever asks may ask again. */
  const orAway = async (asked: Promise<Found>): Promise<Found> => {
    try {
      return await asked;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      failed(error);
      return { kind: 'away' };
    }
  };

  return {
    statusChanged: () => pages.clear(),
    find(path, language, asker) {
      asked();
      if (path === '/') return orAway(statusPage(language));
      const found = assets.get(path) ?? feeds.find(path, language, asker);
      return found instanceof Promise ? orAway(found) : found;
    },
  };
}

function found(text: string, contentType: string, modified: Millis, maxAge: number): Found {
  return { kind: 'found', representation: representation(text, contentType, modified, maxAge) };
}

function representation(text: string, contentType: string, modified: Millis, maxAge: number): Representation {
  const body = Buffer.from(text, 'utf8');
  return { body, contentType, etag: digest(body), modified, maxAge };
}
