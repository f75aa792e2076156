import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { elementsOf, textIn } from '../support/page-elements.js';
import { feedrelay, workFolder } from './program.js';

const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const folder = await workFolder();

const hostile = '<p onclick="evil()">Ebb<script>evil()</script> and flow</p>';
const item = (title: string, day: number, body: string): string =>
  `<item><title><![CDATA[${title}]]></title><link>https://harbour.example/${day}</link><pubDate>0${day} Nov 2026 10:00:00 GMT</pubDate><description><![CDATA[${body}]]></description></item>`;
const file = join(folder, 'harbour.xml');
await writeFile(
  file,
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour</title><link>https://harbour.example/</link><description>d</description>${item('Low water', 7, '<p>long</p>')}${item('High &lt;water&gt;', 6, hostile)}${item('Slack', 5, '<p>x</p>')}</channel></rss>`,
);

describe('a previewed page', () => {
  let [published, parsed] = ['', ''];
  beforeAll(async () => {
    [published, parsed] = await Promise.all([[], ['--profile', 'none']].map(async (more) => (await feedrelay(['preview', file, ...more], { cwd: folder })).stdout)) as [string, string];
  });

  test('says that it is not published, and gives no address to subscribe to', () => {
    expect(published).toContain('A preview: nothing of this is published.');
    expect(published).not.toMatch(/127\.0\.0\.1|rel="alternate"|Subscribe|\/feeds\//);
    expect(published).toContain('href="https://harbour.example/"');
  });

  test.each([['', () => published], [' with --profile none', () => parsed]])('shows below each article what arrived, what is published, and what each step changed%s', (_, of) => {
    const page = of();
    const article = elementsOf(page).find((element) => element.tagName === 'article' && textIn(element).includes('High <water>'));
    const cleaning = elementsOf(page).filter(({ tagName, attrs }) => tagName === 'details' && attrs.some(({ value }) => value === 'cleaning'));
    const shown = article === undefined ? '' : textIn(article);
    expect(cleaning.map(({ attrs }) => attrs.some(({ name }) => name === 'open'))).toEqual([true, false, false]);
    expect(shown).toContain(hostile);
    expect(shown).toMatch(/As it is published\s*<p>Ebb and flow<\/p>/);
    expect(shown).toMatch(/[a-z]+: \d+ characters became 19/);
    expect(elementsOf(page).filter(({ tagName }) => tagName === 'del').map(textIn)).toContain('<p onclick="evil()">');
    expect(page).toMatch(/no step of cleaning changed anything[^]*<p>No step changed anything.<\/p>/);
  });

  test.skipIf(chromiumPath === undefined)('has nothing that axe minds and nothing that overflows, light and dark, wide and narrow (skipped where there is no Chromium)', async () => {
    const path = join(folder, 'page.html');
    await writeFile(path, published);
    const browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox'] });
    for (const [colorScheme, width] of [['light', 1280], ['dark', 390]] as const) {
      const page = await (await browser.newContext({ colorScheme, viewport: { width, height: 900 } })).newPage();
      await page.goto(pathToFileURL(path).href);
      await page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })");
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>('axe.run()');
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
    await browser.close();
  }, 40_000);
});
