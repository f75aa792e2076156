/**
 * Keeps the operator's token for this tab, so that it is typed once; the pages do without. A page that says the token was
 * wrong (`data-wrong` on its form) forgets it.
 */
export const operatorJs = `'use strict';
(() => {
  const name = 'feedrelay-token';
  const tab = () => { try { return sessionStorage; } catch { return undefined; } };
  for (const form of document.querySelectorAll('form.operator')) {
    const field = form.elements.token;
    if ('wrong' in form.dataset) tab()?.removeItem(name);
    else field.value ||= tab()?.getItem(name) ?? '';
    form.addEventListener('submit', () => tab()?.setItem(name, field.value));
  }
})();
`;
