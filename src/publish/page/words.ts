import type { Millis } from '../../model.js';
import { dateOf } from '../render/parts.js';

export type PageLanguage = 'en' | 'zh';

/** What the page says for itself; everything else on it is the feed's. */
export interface PageWords {
  /** The page's own language, BCP 47. */
  readonly tag: string;
  readonly skip: string;
  readonly subscribe: string;
  readonly advice: string;
  /** Of a preview. */
  readonly unpublished: string;
  readonly site: string;
  readonly status: string;
  readonly articles: string;
  readonly none: string;
  readonly by: (names: string) => string;
  readonly updated: string;
  readonly enclosures: string;
  readonly topics: string;
  readonly between: string;
  /** A moment in UTC, to the minute; written without the platform's locales, which differ from machine to machine. */
  readonly moment: (at: Millis) => string;
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

function clock(date: Date): string {
  return `${date.toISOString().slice(11, 16)} UTC`;
}

export const pageWords: Readonly<Record<PageLanguage, PageWords>> = {
  en: {
    tag: 'en',
    skip: 'Skip to the articles',
    subscribe: 'Subscribe',
    advice: 'Copy one of these addresses into your feed reader; they hold the same articles.',
    unpublished: 'A preview: nothing of this is published.',
    site: 'Website',
    status: 'All feeds',
    articles: 'Articles',
    none: 'No articles yet.',
    by: (names) => `by ${names}`,
    updated: 'updated',
    enclosures: 'Attachments',
    topics: 'Topics',
    between: ', ',
    moment: (at) => {
      const date = dateOf(at);
      return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}, ${clock(date)}`;
    },
  },
  zh: {
    tag: 'zh-Hans',
    skip: '跳到文章',
    subscribe: '订阅',
    advice: '把下面任意一个地址复制到阅读器即可，三种格式内容相同。',
    unpublished: '预览：以下内容尚未发布。',
    site: '原网站',
    status: '全部订阅源',
    articles: '文章',
    none: '还没有文章。',
    by: (names) => `作者：${names}`,
    updated: '更新于',
    enclosures: '附件',
    topics: '分类',
    between: '、',
    moment: (at) => {
      const date = dateOf(at);
      return `${date.getUTCFullYear()} 年 ${date.getUTCMonth() + 1} 月 ${date.getUTCDate()} 日 ${clock(date)}`;
    },
  },
};
