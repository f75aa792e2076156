import type { Language } from '../shelf.js';
import type { Health, Warning } from './model.js';
import type { Clock } from './time.js';

/** What the pages say, in one language. Plain text: it is escaped where it is shown. */
export interface Words {
  readonly status: string;
  readonly summary: (count: { readonly sources: number; readonly failing: number; readonly waiting: number }) => string;
  readonly skip: string;
  readonly sources: string;
  readonly noSources: string;
  readonly feeds: string;
  readonly from: (sources: readonly string[]) => string;
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
  readonly asOf: (time: string) => string;
  readonly operator: {
    readonly title: string;
    readonly token: string;
    readonly pollAll: string;
    readonly poll: string;
    readonly pollOne: (title: string) => string;
    readonly inspect: string;
  };
  readonly health: (health: Health, next: number | undefined, clock: Clock) => string;
  readonly warning: (warning: Warning, clock: Clock) => string;
}

const number = new Intl.NumberFormat('en-GB');

/** `5,000`: so in both languages. */
export function count(value: number): string {
  return number.format(value);
}

function megabytes(bytes: number): string {
  return `${count(Math.round(bytes / 1_000_000))} MB`;
}

/** A sentence that is going to be continued. */
function unended(sentence: string): string {
  return sentence.trim().replace(/[.。]$/, '');
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
  asOf: (time) => `as of ${time}`,
  operator: {
    title: 'For the operator',
    token: 'Operator’s token',
    pollAll: 'Poll all now',
    poll: 'Poll now',
    pollOne: (title) => `Poll now: ${title}`,
    inspect: 'Inspect an article',
  },
  health: (health, next, clock) => {
    switch (health.kind) {
      case 'waiting':
        return next === undefined ? 'not polled yet' : `not polled yet, first try ${clock.at(next)}`;
      case 'fresh':
        return `fresh ${clock.ago(health.at)}`;
      case 'unchanged':
        return `unchanged since ${clock.at(health.since)}`;
      case 'failing':
        return `${clock.isRecent(health.since) ? 'failing since just now' : `failing for ${clock.lasting(health.since)}`}: ${unended(health.message)}${next === undefined ? '' : `, next try ${clock.at(next)}`}`;
      case 'gone':
        return `gone for good since ${clock.at(health.since)} (410): no longer polled`;
    }
  },
  warning: (warning, clock) => {
    switch (warning.kind) {
      case 'gap':
        return `${warning.source}: articles were probably missed before ${clock.at(warning.at)}; poll it more often.`;
      case 'silent':
        return `${warning.source}: nothing new for ${clock.lasting(warning.since)}, where ${clock.span(warning.usual)} used to be the most.`;
      case 'moved':
        return `${warning.source}: moved for good to ${warning.to}; write that address in the configuration.`;
      case 'store':
        return `The store has grown to ${megabytes(warning.bytes)}; “keep” bounds what a source keeps.`;
      case 'other':
        return warning.source === undefined ? warning.message : `${warning.source}: ${warning.message}`;
    }
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
  asOf: (time) => `截至 ${time}`,
  operator: {
    title: '管理员操作',
    token: '管理员令牌',
    pollAll: '立即抓取全部',
    poll: '立即抓取',
    pollOne: (title) => `立即抓取：${title}`,
    inspect: '检查文章',
  },
  health: (health, next, clock) => {
    switch (health.kind) {
      case 'waiting':
        return next === undefined ? '尚未抓取' : `尚未抓取，首次抓取 ${clock.at(next)}`;
      case 'fresh':
        return `${clock.ago(health.at)}有更新`;
      case 'unchanged':
        return `自 ${clock.at(health.since)} 起无变化`;
      case 'failing':
        return `${clock.isRecent(health.since) ? '刚刚失败' : `已失败 ${clock.lasting(health.since)}`}：${unended(health.message)}${next === undefined ? '' : `，下次尝试 ${clock.at(next)}`}`;
      case 'gone':
        return `自 ${clock.at(health.since)} 起永久消失（410），不再抓取`;
    }
  },
  warning: (warning, clock) => {
    switch (warning.kind) {
      case 'gap':
        return `${warning.source}：${clock.at(warning.at)} 之前可能漏掉了文章，请缩短抓取间隔。`;
      case 'silent':
        return `${warning.source}：已 ${clock.lasting(warning.since)}没有新文章，以往最长 ${clock.span(warning.usual)}。`;
      case 'moved':
        return `${warning.source}：已永久迁往 ${warning.to}，请在配置中改用新地址。`;
      case 'store':
        return `存储已增至 ${megabytes(warning.bytes)}；可用 keep 限制每个源的保存数量。`;
      case 'other':
        return warning.source === undefined ? warning.message : `${warning.source}：${warning.message}`;
    }
  },
};

export const words: Readonly<Record<Language, Words>> = { en: english, zh: chinese };
