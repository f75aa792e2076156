import { STATUS_CODES } from 'node:http';
import type { Answer, Asked } from './answer.js';
import { assetVersion } from './pages/assets.js';
import { html, type Html } from './pages/html.js';
import { pagePolicy } from './policy.js';
import { chooseLanguage, remembered } from './quality.js';
import type { Language } from './shelf.js';

export type RefusalStatus = 400 | 401 | 403 | 404 | 405 | 410 | 413 | 414 | 415 | 429 | 500 | 503;

const sentences: Readonly<Record<RefusalStatus, Readonly<Record<Language, string>>>> = {
  400: { en: 'This address cannot be read: something in it is not properly encoded.', zh: '无法读取此地址：其中有编码错误。' },
  401: { en: 'This needs the operator’s token.', zh: '此操作需要管理员令牌。' },
  403: { en: 'The operator’s token is not this one, or none is set (server.token).', zh: '管理员令牌不正确，或尚未设置（server.token）。' },
  404: { en: 'There is nothing at this address; the list of feeds is on the first page.', zh: '此地址没有内容；所有订阅源都列在首页。' },
  405: { en: 'This address cannot be used in this way.', zh: '此地址不支持这种请求方式。' },
  410: { en: 'This was here and has been removed for good.', zh: '此内容已被永久移除。' },
  413: { en: 'The request is too large.', zh: '请求过大。' },
  414: { en: 'This address is too long.', zh: '此地址过长。' },
  415: { en: 'A form is expected here (application/x-www-form-urlencoded).', zh: '此处需要表单（application/x-www-form-urlencoded）。' },
  429: { en: 'Too many wrong tokens came from your address; try again in a minute.', zh: '来自您地址的错误令牌过多，请一分钟后再试。' },
  500: { en: 'Something went wrong here; the log says what.', zh: '服务器内部出错，详情见日志。' },
  503: { en: 'This cannot be shown at the moment; try again a little later.', zh: '目前无法显示，请稍后再试。' },
};

const languageOf = remembered(chooseLanguage);

const back: Readonly<Record<Language, string>> = { en: 'To the first page', zh: '回到首页' };

/**
 * A status with its sentence, in the client's language: a small page for a browser, else plain text.
 *
 * @param basePath where our first page is, without its trailing slash
 * @param remedy what the page offers instead
 */
export function refusal(asked: Asked, status: RefusalStatus, basePath: string, headers: readonly string[] = [], remedy?: (language: Language) => Html): Answer {
  const language = languageOf(asked.headers['accept-language']);
  const sentence = sentences[status][language];
  const isBrowser = asked.headers.accept?.includes('text/html') ?? false;
  return text(status, isBrowser ? page(status, sentence, language, basePath, remedy?.(language)) : `${status} ${STATUS_CODES[status] ?? ''}\n${sentence}\n`, [
    'Content-Type', `text/${isBrowser ? 'html' : 'plain'}; charset=utf-8`,
    'Content-Language', language,
    'Vary', 'Accept, Accept-Language',
    ...headers,
  ]);
}

function page(status: RefusalStatus, sentence: string, language: Language, basePath: string, remedy: Html | undefined): string {
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-Hans' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${status} · feedrelay</title>
<link rel="icon" href="${basePath}/assets/icon.svg?${assetVersion}">
<link rel="stylesheet" href="${basePath}/assets/status.css?${assetVersion}"></head>
<body><main><h1>${status}</h1><p>${sentence}</p>${remedy}<p><a href="${basePath}/">${back[language]}</a></p></main></body></html>
`.markup;
}

export const plainText: readonly string[] = ['Content-Type', 'text/plain; charset=utf-8'];

/** A short text of the moment, which nobody is to keep. */
export function text(status: number, content: string, headers: readonly string[] = plainText): Answer {
  const body = Buffer.from(content);
  return {
    status,
    headers: [
      'Content-Length', String(body.length),
      'Cache-Control', 'no-store',
      'X-Content-Type-Options', 'nosniff',
      'Content-Security-Policy', pagePolicy,
      'Referrer-Policy', 'no-referrer',
      ...headers,
    ],
    body,
  };
}
