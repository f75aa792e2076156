import type { Language } from '../shelf.js';
import { assetVersion } from './assets.js';
import { cleaningShown } from './cleaning.js';
import { failureWords } from './failure-words.js';
import { html, safeHref, type Html } from './html.js';
import type { Finding, InspectedArticle, InspectedEntry, InspectorModel } from './inspector-model.js';
import { inspectorWords, type InspectorWords } from './inspector-words.js';
import { wholeTimeOf } from './moment.js';
import { operatorScript } from './operator-form.js';
import { clockAt, type Clock } from './time.js';

/**
 * The page at `/inspect`: a form, and what was found. Articles are strangers' and not sanitised before their last step:
 * everything of them is shown as text. Needs no script; one keeps the token for the tab.
 */
export function renderInspector(model: InspectorModel, language: Language): string {
  const say = inspectorWords[language];
  const clock = clockAt(model.now, model.timeZone, language);
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
${operatorScript(path)}</head>
<body>
<main>
<header><h1>${say.title}</h1> <p><a href="${path}/">${say.status}</a></p></header>
<p class="faint">${say.advice}</p>
${form(model, language, path, say)}${model.finding !== undefined && answer(model.finding, { language, say, clock })}
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

interface Telling {
  readonly language: Language;
  readonly say: InspectorWords;
  readonly clock: Clock;
}

/** Of an empty question nothing was found: it is answered below the form. */
function answer(finding: Finding, telling: Telling): Html {
  const told = found(finding, telling);
  return finding.kind === 'nothing-asked' ? told : html`<section aria-labelledby="found"><h2 id="found">${telling.say.found}</h2>
${told}</section>`;
}

function found(finding: Finding, telling: Telling): Html {
  const { language, say } = telling;
  switch (finding.kind) {
    case 'articles':
      return html`${finding.outdated === true && html`<p class="box warnings">${say.outdated}</p>`}${finding.articles.map((article) => inspected(article, telling))}${
        finding.left > 0 && html`<p>${say.left(finding.left)}</p>`
      }`;
    case 'failed':
      return html`<p class="box mistakes" dir="auto">${failureWords(finding.failure, language)}</p>`;
    case 'no-feed':
      return html`<p>${say.finding(finding.kind)}</p>
<p class="box mistakes" dir="auto">${failureWords(finding.failure, language)}</p>`;
    default:
      return html`<p>${say.finding(finding.kind)}</p>`;
  }
}

function inspected(article: InspectedArticle, telling: Telling): Html {
  const { language, say } = telling;
  const { title, decision, entry } = article;
  const href = safeHref(article.link);
  return html`<article class="card inspected">
<h3 dir="auto">${href === undefined ? title : html`<a href="${href}" rel="noreferrer">${title}</a>`}</h3>
${decision !== undefined && html`<p>${say.sentence(say.decision, say.outcome[decision.outcome])} <span class="faint">${say.because(say.reason[decision.reason])}</span></p>`}
${entry !== undefined && remembered(entry, telling)}
${cleaningShown(article, language)}
</article>
`;
}

function remembered({ source, id, keys, version, firstSeen, published, updated, stamp }: InspectedEntry, { say: { entry: say }, clock }: Telling): Html {
  const fact = (name: string, value: string | Html): Html => html`<div><dt>${name}</dt><dd dir="auto">${value}</dd></div>`;
  const long = (name: string, value: string): Html => html`<div class="whole"><dt>${name}</dt><dd dir="auto">${value}</dd></div>`;
  const time = (name: string, at: number): Html => fact(name, Number.isNaN(new Date(at).getTime()) ? String(at) : wholeTimeOf(at, clock));
  return html`<dl>${fact(say.source, source)}${fact(say.version, String(version))}${time(say.firstSeen, firstSeen)}${time(say.published, published)}${time(say.updated, updated)}${stamp !== undefined && time(say.stamp, stamp)}${long(say.id, id)}${long(say.keys, keys.join(' · '))}</dl>`;
}
