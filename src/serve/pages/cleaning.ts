import type { StepChange } from '../../clean/index.js';
import type { Language } from '../shelf.js';
import { compare, type Run } from './comparison.js';
import { excerpts, limited } from './excerpts.js';
import { html, type Html } from './html.js';
import type { CleanedArticle } from './inspector-model.js';
import { inspectorWords, type InspectorWords } from './inspector-words.js';

/** Characters of a text that are shown. */
const SHOWN = 100_000;

/**
 * An article before and after its cleaning, side by side, and what each step changed. Articles are strangers' and not
 * sanitised before their last step: everything of them is shown as text.
 */
export function cleaningShown({ before, after, steps }: CleanedArticle, language: Language): Html {
  const say = inspectorWords[language];
  const whole = steps === undefined ? { before: [plain(before)], after: [plain(after)] } : compare(before, after);
  return html`${sides(say.before, limited(whole.before, SHOWN), say.after, limited(whole.after, SHOWN))}
<h4>${say.steps}</h4>
${steps === undefined ? html`<p>${say.tooLong}</p>` : steps.length === 0 ? html`<p>${say.noSteps}</p>` : steps.map((step) => stepShown(step, say))}`;
}

/** The same, folded up, as one fragment of markup for a page that has more to show. */
export function cleaningFolded(article: CleanedArticle, language: Language, open: boolean): string {
  const summary = html`<summary>${inspectorWords[language].cleaned(article.steps?.length)}</summary>`;
  return html`<details class="cleaning"${open && html` open`}>${summary}
${cleaningShown(article, language)}
</details>
`.markup;
}

function stepShown({ step, before, after }: StepChange, say: InspectorWords): Html {
  const change = compare(before, after);
  return html`<details><summary>${say.step(step, before.length, after.length)}</summary>
${sides(say.beforeStep, excerpts(change.before), say.afterStep, excerpts(change.after))}</details>`;
}

function sides(left: string, before: readonly Run[], right: string, after: readonly Run[]): Html {
  return html`<div class="sides"><figure><figcaption>${left}</figcaption><pre tabindex="0"><code>${before.map((run) => marked(run, (text) => html`<del>${text}</del>`))}</code></pre></figure><figure><figcaption>${right}</figcaption><pre tabindex="0"><code>${after.map((run) => marked(run, (text) => html`<ins>${text}</ins>`))}</code></pre></figure></div>`;
}

function marked({ text, changed }: Run, mark: (text: string) => Html): Html {
  return changed && text !== '' ? mark(text) : html`${text}`;
}

function plain(text: string): Run {
  return { text, changed: false };
}
