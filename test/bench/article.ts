/** Articles as a full-text feed shows them: about 6 KB of HTML with the things that cleaning meets. */

const SENTENCES = [
  '市政府星期三宣布，新的公共交通规划将在明年春天开始实施，预计需要五年时间完成。',
  '一位不愿透露姓名的官员说，谈判已经进入最后阶段，但双方在关键条款上仍有分歧。',
  '研究人员在报告中指出，过去十年的气温变化超过了此前所有的预测模型。',
  'The committee met for six hours and adjourned without a vote, two members said.',
];
const PROMOTION = '<br><hr><div>获取更多RSS：<br><a href="https://feedx.net" style="color:orange" target="_blank">https://feedx.net</a> <br><a href="https://feedx.site" style="color:orange" target="_blank">https://feedx.site</a><br></div>';

export interface Article {
  readonly source: number;
  readonly number: number;
  /** Paragraphs of about 480 bytes; 10 make 6 KB. */
  readonly paragraphs: number;
  /** Another edition of the same article has other words. */
  readonly edition: number;
}

export function itemOf(article: Article): string {
  const address = `https://site${article.source}.example/a/${article.number}.html`;
  const date = new Date(Date.UTC(2026, 0, 1) + article.number * 60_000).toUTCString();
  return `<item><title>第 ${article.source} 源第 ${article.number} 条</title><link>${address}</link><guid>${address}</guid><pubDate>${date}</pubDate><description><![CDATA[${bodyOf(article)}]]></description></item>`;
}

function bodyOf({ source, number, paragraphs, edition }: Article): string {
  const words = Array.from({ length: paragraphs }, (_, at) => paragraphOf(number + at, at, edition));
  const head = `<div><i>Thu, 01 Jan 2026 00:00:00 GMT</i></div><img src="https://images.weserv.nl?url=site${source}.example/${number}.jpg" width="100%"><div><small style="color: #999;">图 ${number}</small></div>`;
  return `${head}北京 — ${words.join('')}${PROMOTION}`;
}

function paragraphOf(seed: number, place: number, edition: number): string {
  const sentence = (offset: number): string => SENTENCES[(seed + offset) % SENTENCES.length] ?? '';
  const link = place % 4 === 1 ? `<a href="/a/${seed}.html" class="related">相关报道</a>` : '';
  const mark = place % 3 === 2 ? `<strong>${sentence(4)}</strong>` : '';
  return `<p class="c-${place}">${sentence(0)}${sentence(1)}${link}<br /><br />${sentence(2)}${mark}${sentence(3)}（${edition}）</p>`;
}

/** The window of a source: its newest articles first. */
export function feedOf(source: number, newest: number, articles: number, rest: Pick<Article, 'paragraphs' | 'edition'>): string {
  const items = Array.from({ length: articles }, (_, at) => itemOf({ source, number: newest - at, ...rest }));
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>源 ${source}</title><link>https://site${source}.example/</link><description>d</description>${items.join('')}</channel></rss>`;
}
