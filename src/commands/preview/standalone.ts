import type { Entry, OutputFeed } from '../../model.js';
import { renderFeedPage } from '../../publish/page.js';
import { feedPageAssets } from '../../publish/page/style.js';
import { cleaningCss, type CleanedArticle } from '../../serve/index.js';
import { cleaningFolded } from '../../serve/pages/cleaning.js';

/** Room for two sides, the articles as wide as ever. */
const previewCss = `${cleaningCss}body { max-width: 66rem; }
.head, .subscribe, article > h3, .meta, .body { max-width: 42rem; }
.subscribe { margin-bottom: 1.5rem; padding: 0.5rem 1rem; color: var(--faint); }
.cleaning { margin-top: 1.5rem; font-size: 0.9375rem; }
.cleaning summary { cursor: pointer; color: var(--faint); }
.cleaning details { margin-top: 0.5rem; }
.cleaning > .sides { margin-top: 0.75rem; }
.cleaning h4 { margin: 1rem 0 0.25rem; }
.cleaning pre { background: var(--mark); }
`;

/**
 * The feed's page as one file that is not published: its style inside, nothing loaded but the pictures and films of the
 * articles, and below each of these what cleaning made of it.
 */
export function standalonePage(feed: OutputFeed, baseUrl: string, language: 'en' | 'zh', cleaned: (entry: Entry) => CleanedArticle | undefined): string {
  const css = [...Object.values(feedPageAssets).map(({ text }) => text), previewCss].join('\n');
  const [first] = feed.entries;
  const beneath = (entry: Entry): string => {
    const article = cleaned(entry);
    return article === undefined ? '' : cleaningFolded(article, language, entry === first?.entry);
  };
  return renderFeedPage(feed, { language, base: baseUrl, preview: { css, beneath } });
}

/** The language of the person at this terminal, by POSIX's variables. */
export function languageOf(env: NodeJS.ProcessEnv): 'en' | 'zh' {
  return /^zh/i.test(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '') ? 'zh' : 'en';
}
