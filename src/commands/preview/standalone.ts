import type { OutputFeed } from '../../model.js';
import { feedPageAssets, renderFeedPage } from '../../publish/page.js';

/** The feed's page as one file: its style inside, nothing loaded but the pictures and films of the articles, our own pages named in full. */
export function standalonePage(feed: OutputFeed, baseUrl: string, language: 'en' | 'zh'): string {
  const css = Object.values(feedPageAssets).map(({ text }) => text).join('\n');
  const statusPage = `href="${new URL(baseUrl).pathname.replace(/\/+$/, '')}/"`;
  return renderFeedPage(feed, { language, base: baseUrl })
    .replaceAll(statusPage, () => `href="${baseUrl}/"`)
    .replace(/<link rel="icon"[^>]*>\n/, '')
    .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>\n${css}</style>`);
}

/** The language of the person at this terminal, by POSIX's variables. */
export function languageOf(env: NodeJS.ProcessEnv): 'en' | 'zh' {
  return /^zh/i.test(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '') ? 'zh' : 'en';
}
