import type { Language } from '../shelf.js';

/** What the pages say, in one language. Plain text: it is escaped where it is shown. */
export interface Words {
  readonly status: string;
  readonly summary: (count: { readonly sources: number; readonly failing: number; readonly waiting: number }) => string;
  readonly skip: string;
  readonly sources: string;
  readonly noSources: string;
  readonly feeds: string;
  readonly from: (sources: readonly string[]) => string;
  readonly mergedFailing: (failing: number, all: number) => string;
  readonly mistakes: string;
  readonly warnings: string;
  readonly notes: (count: number) => string;
  readonly entries: string;
  readonly newest: string;
  readonly polled: string;
  readonly next: string;
  readonly articles: (days: number, total: number, most: number) => string;
  readonly polls: string;
  readonly outcomes: { readonly changed: string; readonly unchanged: string; readonly failed: string };
  readonly subscribe: (title: string, format: string) => string;
  readonly copy: (title: string, format: string) => string;
  readonly copied: string;
  readonly lost: string;
  readonly opml: string;
  /** Stands before the time. */
  readonly asOf: string;
  readonly operator: {
    readonly title: string;
    readonly token: string;
    readonly pollAll: string;
    /** Sends a form once more. */
    readonly again: string;
    readonly poll: string;
    readonly pollOne: (title: string) => string;
    readonly inspect: string;
  };
}

const number = new Intl.NumberFormat('en-GB');

/** `5,000`: so in both languages. */
export function count(value: number): string {
  return number.format(value);
}

const english: Words = {
  status: 'Status',
  summary: ({ sources, failing, waiting }) => {
    const parts = [
      `${count(sources)} ${sources === 1 ? 'source' : 'sources'}`,
      failing === 0 ? 'none failing' : `${count(failing)} failing`,
      ...(waiting === 0 ? [] : [`${count(waiting)} not polled yet`]),
    ];
    return parts.join(', ');
  },
  skip: 'Skip to the sources',
  sources: 'Sources',
  noSources: 'There is no source yet: add one with “feedrelay add URL”, or in the configuration file.',
  feeds: 'Merged feeds',
  from: (sources) => `from ${sources.join(', ')}`,
  mergedFailing: (failing, all) => `${count(failing)} of its ${count(all)} sources failing`,
  mistakes: 'The saved configuration has mistakes; the last good one goes on',
  warnings: 'Worth knowing',
  notes: (total) => (total === 1 ? '1 note' : `${count(total)} notes`),
  entries: 'Entries kept',
  newest: 'Last new',
  polled: 'Last poll',
  next: 'Next poll',
  articles: (days, total, most) =>
    total === 0 ? `no article in ${days} days` : `${count(total)} ${total === 1 ? 'article' : 'articles'} in ${days} days, at most ${count(most)} a day`,
  polls: 'Polls:',
  outcomes: { changed: 'with news', unchanged: 'unchanged', failed: 'failed' },
  subscribe: (title, format) => `${title} as ${format}`,
  copy: (title, format) => `Copy the ${format} address of ${title}`,
  copied: 'Address copied',
  lost: 'The server does not answer; what you see is not up to date.',
  opml: 'All feeds as OPML',
  asOf: 'as of',
  operator: {
    title: 'For the operator',
    token: 'Operator’s token',
    pollAll: 'Poll all now',
    again: 'Try again',
    poll: 'Poll now',
    pollOne: (title) => `Poll now: ${title}`,
    inspect: 'Inspect an article',
  },
};

const chinese: Words = {
  status: '状态',
  summary: ({ sources, failing, waiting }) =>
    `${count(sources)} 个源，${failing === 0 ? '全部正常' : `${count(failing)} 个失败`}${waiting === 0 ? '' : `，${count(waiting)} 个尚未抓取`}`,
  skip: '跳到源列表',
  sources: '源',
  noSources: '还没有源：运行 “feedrelay add URL”，或在配置文件中添加。',
  feeds: '合并订阅',
  from: (sources) => `来自 ${sources.join('、')}`,
  mergedFailing: (failing, all) => `${count(all)} 个源中有 ${count(failing)} 个失败`,
  mistakes: '保存的配置有错误，仍按上一份正确的配置运行',
  warnings: '需要留意',
  notes: (total) => `${count(total)} 条说明`,
  entries: '保存文章',
  newest: '最新文章',
  polled: '上次抓取',
  next: '下次抓取',
  articles: (days, total, most) => (total === 0 ? `${days} 天内没有文章` : `${days} 天内 ${count(total)} 篇文章，单日最多 ${count(most)} 篇`),
  polls: '抓取：',
  outcomes: { changed: '次有更新', unchanged: '次无变化', failed: '次失败' },
  subscribe: (title, format) => `订阅 ${title} ${format}`,
  copy: (title, format) => `复制“${title}”的 ${format} 地址`,
  copied: '地址已复制',
  lost: '服务器没有响应，当前内容可能不是最新。',
  opml: '全部订阅源（OPML）',
  asOf: '截至',
  operator: {
    title: '管理员操作',
    token: '管理员令牌',
    pollAll: '立即抓取全部',
    again: '重试',
    poll: '立即抓取',
    pollOne: (title) => `立即抓取：${title}`,
    inspect: '检查文章',
  },
};

export const words: Readonly<Record<Language, Words>> = { en: english, zh: chinese };
