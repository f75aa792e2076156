import type { Failure } from '../../model.js';
import type { Language } from '../shelf.js';
import { html, type Html } from './html.js';

/** What the English sentence says of this one failure: the part that the expression finds; '' where it says nothing of the kind. */
const part = (message: string, expression: RegExp): string => expression.exec(message)?.[1] ?? '';

/** Failures by their code, without a full stop: the card they stand on names the source. With the particulars of the English sentence. */
const chinese: Readonly<Record<string, string | ((message: string) => string)>> = {
  aborted: '请求已放弃：程序正在停止，或该源已被移除',
  'bad-address': '地址无法识别，请检查',
  'bad-encoding': '收到的内容无法解压，稍后重试',
  'bad-header': '为该源设置的请求头无法发送，请检查 headers',
  'bad-redirect': '重定向没有给出可用的地址',
  'bad-response': '对方的回应不是正常的 HTTP，请检查地址和端口',
  connection: '连接失败，稍后重试',
  'connect-timeout': '连接超时：服务器可能停机，或被防火墙阻挡',
  damaged: '存储已损坏，请运行 feedrelay store check',
  'disk-error': '磁盘读写出错，请检查磁盘和系统日志',
  'disk-full': '磁盘已满，腾出空间后会自动恢复',
  dns: (message) => `找不到域名${spaced(part(message, /^The name (\S+) leads/))}，请检查地址是否有误，或本机是否联网`,
  empty: '收到空文档，下次抓取时可能恢复',
  exhausted: '本机无法再建立连接，请提高可打开文件数的上限',
  'forbidden-address': '地址不是公网地址；如果信任它，请自行写入配置',
  html: (message) => {
    const feeds = part(message, /the feeds it links are (.+?)\.?$/s);
    return `收到的是网页而不是订阅源${feeds === '' ? '，请在网站上查找订阅源的地址' : `，网页链接的订阅源：${feeds}`}`;
  },
  'no-answer': (message) => `服务器${wrapped('在 ', part(message, /within ([\d.]+ s)/), ' 内')}没有应答，稍后重试`,
  'not-a-feed': (message) => {
    if (message.includes('is JSON, but no JSON Feed')) return '收到的是 JSON，但不是 JSON Feed（没有 items 列表），请检查地址';
    return `收到的内容不是订阅源${wrapped('（开头是 ', part(message, /text that begins (".*") at /s), '）')}${wrapped('（是另一种 XML：', part(message, /an XML document of another kind, (<[^>]*>)/), '）')}，请检查地址`;
  },
  'not-found': (message) => `文件或文件夹${wrapped(' ', part(message, /^There is no file or folder (.+?); check/s), ' ')}不存在，请检查路径`,
  opml: '这是订阅列表（OPML）而不是订阅源，请用 opml import 导入',
  proxy: '环境变量中的代理不放行，请检查其规则和登录信息',
  'read-only': '存储只读，无法写入',
  'redirect-loop': '重定向陷入循环，请在浏览器中打开，写下最终地址',
  refused: '连接被拒绝：服务器可能停机，或端口有误',
  reset: '对方中断了连接，稍后重试',
  tls: (message) => (message.includes('does not speak TLS') ? '无法建立加密连接，请检查地址是否应以 http: 开头，或端口有误' : '证书或加密连接有问题'),
  'too-complex': '文档过于复杂，读取所需内存超出上限',
  'too-deep': '文档嵌套过深，超出 limits.nesting',
  'too-large': (message) => `内容超出大小上限${wrapped('（', part(message, /is larger than ([\d.]+ (?:MB|bytes))/), '）')}；如属正常，请调高 limits.body`,
  'too-many-items': '条目过多，超出上限；如果信任该源，请调高 limits.items',
  'too-many-redirects': '重定向次数过多，请在配置中写下最终地址',
  'too-slow': (message) => `未能在${wrapped(' ', part(message, /not done after ([\d.]+ s)/), ' 的')}时限内完成；如果一向很慢，请调高 limits.timeout`,
  truncated: '内容未传完就中断了，稍后重试',
  unreachable: '从这里连不上对方，请检查网络',
  unreadable: '内容无法读取',
};

/** What a status says (RFC 9110 §15). */
const chineseStatus: Readonly<Record<number, string>> = {
  401: '需要登录，请为该源添加所需的 headers',
  403: '拒绝访问：订阅源可能已不公开，或网站屏蔽阅读器',
  404: '该地址没有内容：订阅源可能已搬迁或停更',
  407: '代理需要登录，请写入环境变量中的代理地址',
  410: '内容已永久移除：订阅源可能已搬迁或停更',
  429: '请求过于频繁；如持续出现，请降低抓取频率',
  451: '因法律原因不提供',
};

/**
 * Why something failed, in the page's language, to be continued or ended. What Chinese has words for keeps the whole English
 * sentence, with its place, as title; what it has none for stands in English.
 */
export function failureWords(failure: Failure, language: Language): Html {
  const message = failure.message.trim().replace(/[.。]$/, '');
  if (language === 'en') return html`${message}`;
  const known = inChinese(failure);
  return known === undefined ? html`出错（<span lang="en">${message}</span>）` : html`<span title="${failure.message}">${known}</span>`;
}

/** What goes on in the midst of a sentence, as a name at its beginning would not. */
const USUAL = /^(?:An?|It|Its|No|Nothing|That|The|There|This)\b/;

/** The same after a colon, and when it is tried again: in English a short reason goes on, after a long one a sentence begins. */
export function failureThen(failure: Failure, language: Language, next: Html | undefined): Html {
  const { message } = failure;
  const reason = failureWords(language === 'en' && USUAL.test(message) ? { ...failure, message: message.charAt(0).toLowerCase() + message.slice(1) } : failure, language);
  if (next === undefined) return reason;
  if (language === 'zh') return html`${reason}。下次尝试 ${next}`;
  const isLong = /[:;,.]\s/.test(reason.markup.replaceAll(/<[^>]*>|&[#\w]+;/g, ''));
  return isLong ? html`${reason}. Next try ${next}.` : html`${reason}, next try ${next}`;
}

function wrapped(before: string, text: string, after: string): string {
  return text === '' ? '' : `${before}${text}${after}`;
}

const spaced = (text: string): string => wrapped(' ', text, '');

function inChinese({ code, http, message }: Failure): string | undefined {
  if (code !== 'http-status' || http === undefined) {
    const known = Object.hasOwn(chinese, code) ? chinese[code] : undefined;
    return typeof known === 'function' ? known(message) : known;
  }
  return `服务器返回 ${http}，${chineseStatus[http] ?? (http >= 500 ? '对方自身有故障，稍后重试' : '不是订阅源，请在浏览器中打开查看原因')}`;
}
