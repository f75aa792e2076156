import type { Language } from '../shelf.js';
import { assetVersion } from './assets.js';
import { charts } from './chart.js';
import { html, safeHref, type Html } from './html.js';
import { defaultButton, operatorForm, operatorScript, pollButton } from './operator-form.js';
import { moment, timeOf, wholeTimeOf } from './moment.js';
import type { MergedStatus, SourceStatus, StatusModel, Warning } from './model.js';
import { sentences, type Sentences } from './sentences.js';
import { clockAt, type Clock } from './time.js';
import { count, words, type Words } from './words.js';

interface Telling {
  readonly words: Words & Sentences;
  readonly clock: Clock;
  /** Absolute, for addresses to copy … */
  readonly base: string;
  /** … and only its path, for links: they hold under whatever name this page was opened. */
  readonly path: string;
  readonly acts: boolean;
}

/** Failing sources that the page's head names; the others are counted. */
const NAMED = 5;

/** The page at `/`, whole. The same model and language give the same text. */
export function renderStatus(model: StatusModel, language: Language): string {
  const telling: Telling = {
    words: { ...words[language], ...sentences[language] },
    clock: clockAt(model.now, model.timeZone, language),
    base: model.base,
    path: new URL(model.base).pathname.replace(/\/+$/, ''),
    acts: model.acts ?? false,
  };
  const { words: say, clock, path } = telling;
  const failing = model.sources.filter(isFailing);
  const waiting = model.sources.filter(({ health }) => health.kind === 'waiting').length;
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-Hans' : 'en'}">
<head>
<meta charset="utf-8">
<title>${failing.length > 0 && `(${failing.length}) `}feedrelay · ${say.status}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${path}/assets/icon.svg?${assetVersion}">
<link rel="stylesheet" href="${path}/assets/status.css?${assetVersion}">
<script src="${path}/assets/status.js?${assetVersion}" defer></script>
${telling.acts && operatorScript(path)}</head>
<body>
<a class="skip" href="#sources">${say.skip}</a>
<p class="said" role="status" data-copied="${say.copied}" data-lost="${say.lost}"></p>
${telling.acts && defaultButton()}<main>
<header>
<h1>feedrelay</h1>
<p class="summary">${say.summary({ sources: model.sources.length, failing: failing.length, waiting })}${failing.slice(0, NAMED).map(
    ({ id, title }) => html` <a class="failing" href="#source-${id}" dir="auto">${title}</a>`,
  )}${failing.length > NAMED && html` <a class="failing" href="#sources">+${count(failing.length - NAMED)}</a>`}</p>
<p class="asof">${say.asOf} ${wholeTimeOf(model.now, clock)}</p>
</header>
${box('mistakes', say.mistakes, model.mistakes.map((mistake) => html`<code lang="en">${mistake}</code>`))}
${box('warnings', say.warnings, model.warnings.map((warning) => html`${cardOf(warning)}${say.warning(warning, clock)}`))}
<section id="sources" aria-labelledby="sources-title" tabindex="-1">
<h2 id="sources-title">${say.sources}</h2>
${model.sources.length === 0 && html`<p>${say.noSources}</p>`}
<div class="cards">
${[...failing, ...model.sources.filter((source) => !isFailing(source))].map((source) => sourceCard(source, telling))}
</div>
</section>
${model.feeds.length > 0 && html`<section aria-labelledby="feeds-title">
<h2 id="feeds-title">${say.feeds}</h2>
<div class="cards">
${model.feeds.map((feed) => mergedCard(feed, telling))}
</div>
</section>`}
</main>
${telling.acts && operatorForm(path, say)}<footer><a href="${path}/feeds.opml">${say.opml}</a> <span>feedrelay ${model.version}</span></footer>
</body>
</html>
`.markup;
}

/** Titles may be alike; ids are not. */
function cardOf(warning: Warning): Html | undefined {
  return 'id' in warning ? html`<a href="#source-${warning.id}"><code>${warning.id}</code></a> ` : undefined;
}

function isFailing({ health }: SourceStatus): boolean {
  return health.kind === 'failing' || health.kind === 'gone';
}

function box(kind: string, title: string, lines: readonly Html[]): Html | false {
  return lines.length > 0 && html`<section class="box ${kind}" aria-labelledby="${kind}-title">
<h2 id="${kind}-title">${title}</h2>
<ul>${lines.map((line) => html`<li dir="auto">${line}</li>`)}</ul>
</section>`;
}

function sourceCard(source: SourceStatus, telling: Telling): Html {
  const { words: say, clock } = telling;
  const { id, health, newest } = source;
  return html`<article class="card" id="source-${id}" aria-labelledby="title-${id}">
${heading(source, telling)}
<p class="health ${health.kind}" dir="auto">${say.health(health, source.next, clock)}</p>
${charts(source.days, say)}
<dl>
<div><dt>${say.entries}</dt><dd>${count(source.entries)}</dd></div>
${source.polled !== undefined && html`<div><dt>${say.polled}</dt><dd>${moment(source.polled, clock.ago(source.polled), clock)}</dd></div>`}
${source.next !== undefined && (health.kind === 'fresh' || health.kind === 'unchanged') && html`<div><dt>${say.next}</dt><dd>${timeOf(source.next, clock)}</dd></div>`}
${newest !== undefined && html`<div class="newest"><dt>${say.newest}</dt><dd><span dir="auto">${linked(newest.title, newest.link)}</span> <span class="faint">${moment(newest.at, clock.ago(newest.at), clock)}</span></dd></div>`}
</dl>
${source.notes.length > 0 && html`<details id="notes-${id}"><summary>${say.notes(source.notes.length)}</summary><ul>${source.notes.map((note) => html`<li dir="auto" lang="en">${note}</li>`)}</ul></details>`}
<div class="row">${subscribe(source, telling)}${telling.acts && pollButton(id, source.title, telling.path, say)}</div>
</article>
`;
}

function mergedCard(feed: MergedStatus, telling: Telling): Html {
  const { words: say, clock } = telling;
  return html`<article class="card" aria-labelledby="title-${feed.id}">
${heading(feed, telling)}
<p class="faint" dir="auto">${say.from(feed.sources)}</p>
${feed.failing > 0 && html`<p class="health failing">${say.mergedFailing(feed.failing, feed.sources.length)}</p>`}
${feed.newest !== undefined && html`<dl><div><dt>${say.newest}</dt><dd>${moment(feed.newest, clock.ago(feed.newest), clock)}</dd></div></dl>`}
<div class="row">${subscribe(feed, telling)}</div>
</article>
`;
}

interface Named {
  readonly id: string;
  readonly title: string;
}

function heading({ id, title }: Named, { path }: Telling): Html {
  return html`<h3 id="title-${id}"><a href="${path}/feeds/${id}" dir="auto">${title}</a>${id !== title && html` <code class="faint">${id}</code>`}</h3>`;
}

function linked(text: string, address: string | undefined): Html {
  const href = safeHref(address);
  return href === undefined ? html`${text}` : html`<a href="${href}" rel="noreferrer">${text}</a>`;
}

const formats = [['atom', 'Atom'], ['json', 'JSON'], ['rss', 'RSS']] as const;

function subscribe({ id, title }: Named, { words: say, base, path }: Telling): Html {
  return html`<ul class="formats">${formats.map(([suffix, format]) => html`<li><a href="${path}/feeds/${id}.${suffix}" aria-label="${say.subscribe(title, format)}">${format}</a><button type="button" data-copy="${base}/feeds/${id}.${suffix}" aria-label="${say.copy(title, format)}" title="${say.copy(title, format)}"></button></li>`)}</ul>`;
}
