import type { Millis } from '../../model.js';
import type { Language } from '../shelf.js';
import { failureThen } from './failure-words.js';
import { html, type Html } from './html.js';
import type { Health, Warning } from './model.js';
import { moment, timeOf } from './moment.js';
import type { Clock } from './time.js';
import { count } from './words.js';

/** What the status page says of sources in whole sentences. */
export interface Sentences {
  readonly health: (health: Health, next: Millis | undefined, clock: Clock) => Html;
  readonly warning: (warning: Warning, clock: Clock) => Html;
}

function megabytes(bytes: number): string {
  return `${count(Math.round(bytes / 1_000_000))} MB`;
}

const english: Sentences = {
  health: (health, next, clock) => {
    switch (health.kind) {
      case 'unknown':
        return html`not known while the store is away`;
      case 'waiting':
        return html`not polled yet${next !== undefined && html`, first try ${timeOf(next, clock)}`}`;
      case 'fresh':
        return html`fresh ${moment(health.at, clock.ago(health.at), clock)}`;
      case 'unchanged':
        return html`unchanged since ${timeOf(health.since, clock)}`;
      case 'failing': {
        const since = clock.isRecent(health.since) ? html`failed just now` : html`failing for ${moment(health.since, clock.lasting(health.since), clock)}`;
        return html`${since}: ${failureThen(health.failure, 'en', next === undefined ? undefined : timeOf(next, clock))}`;
      }
      case 'gone':
        return html`gone for good since ${timeOf(health.since, clock)} (410): no longer polled`;
    }
  },
  warning: (warning, clock) => {
    switch (warning.kind) {
      case 'gap':
        return html`${warning.source}: articles were probably missed before ${timeOf(warning.at, clock)}; poll it more often.`;
      case 'silent':
        return html`${warning.source}: nothing new for ${moment(warning.since, clock.lasting(warning.since), clock)}, where ${clock.span(warning.usual)} used to be the most.`;
      case 'moved':
        return html`${warning.source}: moved for good to ${warning.to}; write that address in the configuration.`;
      case 'store':
        return html`The store has grown to ${megabytes(warning.bytes)}; “keep” bounds what a source keeps.`;
      case 'away':
        return html`${warning.message} Readers have what was last shown${warning.known !== undefined && html`; what stands below was known at ${timeOf(warning.known, clock)}`}.`;
      case 'other':
        return html`${warning.source !== undefined && `${warning.source}: `}${warning.message}`;
    }
  },
};

const chinese: Sentences = {
  health: (health, next, clock) => {
    switch (health.kind) {
      case 'unknown':
        return html`存储连不上，暂时未知`;
      case 'waiting':
        return html`尚未抓取${next !== undefined && html`，首次抓取 ${timeOf(next, clock)}`}`;
      case 'fresh':
        return html`${moment(health.at, clock.ago(health.at), clock)}有更新`;
      case 'unchanged':
        return html`自 ${timeOf(health.since, clock)} 起无变化`;
      case 'failing': {
        const since = clock.isRecent(health.since) ? html`刚刚失败` : html`已失败 ${moment(health.since, clock.lasting(health.since), clock)}`;
        return html`${since}：${failureThen(health.failure, 'zh', next === undefined ? undefined : timeOf(next, clock))}`;
      }
      case 'gone':
        return html`自 ${timeOf(health.since, clock)} 起永久消失（410），不再抓取`;
    }
  },
  warning: (warning, clock) => {
    switch (warning.kind) {
      case 'gap':
        return html`${warning.source}：${timeOf(warning.at, clock)} 之前可能漏掉了文章，请缩短抓取间隔。`;
      case 'silent':
        return html`${warning.source}：已 ${moment(warning.since, clock.lasting(warning.since), clock)}没有新文章，以往最长 ${clock.span(warning.usual)}。`;
      case 'moved':
        return html`${warning.source}：已永久迁往 ${warning.to}，请在配置中改用新地址。`;
      case 'store':
        return html`存储已增至 ${megabytes(warning.bytes)}；可用 keep 限制每个源的保存数量。`;
      case 'away':
        return html`连不上存储，读者看到的是最后一次的内容${warning.known !== undefined && html`；下方状态截至 ${timeOf(warning.known, clock)}`}；恢复后会自动继续。（<span lang="en">${warning.message}</span>）`;
      case 'other':
        return html`${warning.source !== undefined && `${warning.source}：`}<span lang="en">${warning.message}</span>`;
    }
  },
};

export const sentences: Readonly<Record<Language, Sentences>> = { en: english, zh: chinese };
