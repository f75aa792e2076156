/**
 * What makes the status page live, in the browser's own language; the page is whole without it. It asks for the page
 * again while somebody looks, shows what changed with focus and opened notes kept, and copies addresses.
 */
export const statusJs = `'use strict';
(() => {
  const period = 5000;
  const said = document.querySelector('.said');
  let saidLast = 0;

  const say = (words, lasting) => {
    said.textContent = words;
    clearTimeout(saidLast);
    if (!lasting) saidLast = setTimeout(() => { said.textContent = ''; }, 3000);
  };

  const keyOf = (element) => element && (element.dataset.copy || element.id || element.getAttribute('href'));
  const find = (root, key) => [...root.querySelectorAll('a, button, summary, [id]')].find((element) => keyOf(element) === key);

  // As the server writes them, in this browser's zone.
  const locale = document.documentElement.lang === 'en' ? 'en-GB' : 'zh-CN';
  const form = (options) => new Intl.DateTimeFormat(locale, options);
  const clock = form({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const day = form({ day: 'numeric', month: 'short' });
  const fullDay = form({ dateStyle: 'medium' });
  const zone = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' });
  const between = locale === 'en-GB' ? ', ' : ' ';
  const whole = (at) => fullDay.format(at) + between + clock.format(at) + ' ' + zone.formatToParts(at).find(({ type }) => type === 'timeZoneName').value;
  const near = (at) => {
    if (fullDay.format(at) === fullDay.format(new Date())) return clock.format(at);
    return (Math.abs(Date.now() - at) < 300 * 86400000 ? day : fullDay).format(at) + between + clock.format(at);
  };

  const localise = (root) => {
    for (const time of root.querySelectorAll('time')) {
      const at = new Date(time.dateTime);
      if (time.dataset.as === 'whole') time.textContent = whole(at);
      else time.title = whole(at);
      if (time.dataset.as === 'at') time.textContent = near(at);
    }
  };

  const show = (page) => {
    const [before, after] = [document.querySelector('main'), page.querySelector('main')];
    if (!after) throw new Error('no page');
    localise(after);
    document.title = page.title;
    if (after.innerHTML === before.innerHTML) return;
    for (const details of before.querySelectorAll('details[open]')) {
      const again = after.querySelector('#' + CSS.escape(details.id));
      if (again) again.open = true;
    }
    const focused = before.contains(document.activeElement) ? document.activeElement : null;
    const summaryOf = focused && focused.localName === 'summary' ? focused.parentElement.id : null;
    before.replaceChildren(...after.childNodes);
    const again = summaryOf ? before.querySelector('#' + CSS.escape(summaryOf) + ' summary') : focused && find(before, keyOf(focused));
    if (again) again.focus({ preventScroll: true });
  };

  const refresh = async () => {
    try {
      const response = await fetch(location.pathname + location.search, { cache: 'no-cache', signal: AbortSignal.timeout(10000) });
      if (!response.ok) throw new Error(String(response.status));
      show(new DOMParser().parseFromString(await response.text(), 'text/html'));
      if (said.dataset.down) { delete said.dataset.down; say('', false); }
    } catch {
      if (!said.dataset.down) { said.dataset.down = 'yes'; say(said.dataset.lost, true); }
    }
  };

  const copy = async (address) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(address);
    // Browsers give no clipboard to plain http on a home network; the old way works there.
    const field = document.createElement('textarea');
    field.value = address;
    document.body.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  };

  document.documentElement.classList.add('live');
  localise(document);
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('button[data-copy]');
    if (!button) return;
    try {
      await copy(button.dataset.copy);
      say(said.dataset.copied, false);
    } catch {
      say(button.dataset.copy, true);
    }
    button.focus();
  });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) refresh(); });
  document.addEventListener('feedrelay:refresh', refresh);
  setInterval(() => { if (!document.hidden) refresh(); }, period);
})();
`;
