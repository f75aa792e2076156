import type { Language } from '../shelf.js';
import { assetVersion } from './assets.js';
import { cleaningShown } from './cleaning.js';
import { failureWords } from './failure-words.js';
import { html, safeHref, type Html } from './html.js';
import type { Finding, InspectedArticle, InspectedEntry, InspectorModel } from './inspector-model.js';
import { inspectorWords, type InspectorWords } from './inspector-words.js';

/**
 * The page at `/inspect`: a form, and what was found. Articles are strangers' and not sanitised before their last step:
 * everything of them is shown as text. Needs no script.
 */
export function renderInspector(model: InspectorModel, language: Language): string {
  const say = inspectorWords[language];
  const path = new URL(model.base).pathname.replace(/\/+$/, '');
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-Hans' : 'en'}">
<head>
<meta charset="utf-8">
<title>${say.title} · feedrelay</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${path}/assets/icon.svg?${assetVersion}">
<link rel="stylesheet" href="${path}/assets/status.css?${assetVersion}">
</head>
<body>
<main>
<header><h1>${say.title}</h1> <p><a href="${path}/">${say.status}</a></p></header>
<p class="faint">${say.advice}</p>
${form(model, language, path, say)}${model.finding !== undefined && html`<section aria-labelledby="found"><h2 id="found">${say.found}</h2>
${found(model.finding, language, say)}</section>`}
</main>
</body>
</html>
`.markup;
}

function form({ sources, asked }: InspectorModel, language: Language, path: string, say: InspectorWords): Html {
  return html`<form class="operator" method="post" action="${path}/inspect">
<input type="hidden" name="language" value="${language}">
<label>${say.source} <select name="source"><option value="">${say.anySource}</option>${sources.map(
    ({ id, title }) => (id === asked.source ? html`<option value="${id}" selected>${title}</option>` : html`<option value="${id}">${title}</option>`),
  )}</select></label>
<label class="wide">${say.what} <input type="text" name="what" value="${asked.what}" autocomplete="off" spellcheck="false"></label>
<input autocomplete="username" value="operator" readonly hidden>
<label>${say.token} <input type="password" name="token" autocomplete="current-password" required></label>
<button>${say.inspect}</button>
</form>
`;
}

function found(finding: Finding, language: Language, say: InspectorWords): Html {
  switch (finding.kind) {
    case 'articles':
      return html`${finding.outdated === true && html`<p class="box warnings">${say.outdated}</p>`}${finding.articles.map((article) => inspected(article, language, say))}${
        finding.left > 0 && html`<p>${say.left(finding.left)}</p>`
      }`;
    case 'failed':
      return html`<p class="box mistakes" dir="auto">${failureWords(finding.failure, language)}</p>`;
    default:
      return html`<p>${say.finding(finding.kind)}</p>`;
  }
}

function inspected(article: InspectedArticle, language: Language, say: InspectorWords): Html {
  const { title, decision, entry } = article;
  const href = safeHref(article.link);
  return html`<article class="card inspected">
<h3 dir="auto">${href === undefined ? title : html`<a href="${href}" rel="noreferrer">${title}</a>`}</h3>
${decision !== undefined && html`<p>${say.decision}: ${say.outcome[decision.outcome]} <span class="faint">(${say.reason(decision.reason)})</span></p>`}
${entry !== undefined && remembered(entry, say)}
${cleaningShown(article, language)}
</article>
`;
}

function remembered({ source, id, keys, version, firstSeen, published, updated, stamp }: InspectedEntry, { entry: say }: InspectorWords): Html {
  const facts = [
    [say.source, source], [say.id, id], [say.version, String(version)], [say.firstSeen, time(firstSeen)], [say.published, time(published)], [say.updated, time(updated)],
    ...(stamp === undefined ? [] : [[say.stamp, time(stamp)] as const]), [say.keys, keys.join(' · ')],
  ] as const;
  return html`<dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd dir="auto">${value}</dd></div>`)}</dl>`;
}

function time(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString();
}
