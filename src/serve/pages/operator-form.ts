import { assetVersion } from './assets.js';
import { html, type Html } from './html.js';
import type { Words } from './words.js';

/**
 * What only the operator can do. One field for the token serves every button of the page (by the buttons' `form`), and
 * it stands outside of what is refreshed, so that nothing typed is lost.
 */
export function operatorForm(path: string, { operator: say }: Words): Html {
  return html`<form id="operator" class="operator" method="post" action="${path}/poll" aria-label="${say.title}">
<input type="hidden" name="answer" value="page">
<input autocomplete="username" value="operator" readonly hidden>
<label>${say.token} <input type="password" name="token" autocomplete="current-password" required></label>
<button id="poll-all">${say.pollAll}</button>
<a href="${path}/inspect">${say.inspect}</a>
</form>
`;
}

/** Stands before every other button of the form, for Enter in the field presses the first: it means all, and not the first card. */
export function defaultButton(): Html {
  return html`<button form="operator" hidden></button>
`;
}

/** Keeps what is typed into the page's operator forms for the tab. */
export function operatorScript(path: string): Html {
  return html`<script src="${path}/assets/operator.js?${assetVersion}" defer></script>
`;
}

/**
 * Asks for the token once more where it was wrong, and then for all else that was asked for: sent to where this page was.
 * @param fields of the form that was sent, without the token
 */
export function tokenAgain(path: string, fields: URLSearchParams, { operator: say }: Words): Html {
  return html`<form class="operator" method="post" aria-label="${say.title}" data-wrong>
${[...fields].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<input autocomplete="username" value="operator" readonly hidden>
<label>${say.token} <input type="password" name="token" autocomplete="current-password" required autofocus></label>
<button>${say.again}</button>
</form>
${operatorScript(path)}`;
}

/** Polls one source with the token that stands in {@link operatorForm}. */
export function pollButton(id: string, title: string, path: string, { operator: say }: Words): Html {
  return html`<button id="poll-${id}" class="poll" form="operator" formaction="${path}/poll/${id}" aria-label="${say.pollOne(title)}">${say.poll}</button>`;
}
