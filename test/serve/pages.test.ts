import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderStatus, statusAssets, type Representation, type StatusModel } from '../../src/serve/index.js';
import { fullModel } from './model.js';
import { serving } from './shop.js';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));

/** A server with the status page of a model that may change, and how often the page was asked for. */
async function showing(model: { current: StatusModel }): Promise<{ url: string; asked: () => number }> {
  let asked = 0;
  const held = (text: string, contentType: string): Representation => ({ body: Buffer.from(text), contentType, etag: `t${text.length}`, modified: 0, maxAge: 0 });
  const { url } = await serving({
    basePath: '/y',
    shelf: {
      find(path, language) {
        const asset = statusAssets[path];
        if (asset !== undefined) return { kind: 'found', representation: held(asset.text, asset.contentType) };
        if (path !== '/') return { kind: 'missing' };
        asked++;
        return { kind: 'found', representation: { ...held(renderStatus(model.current, language), 'text/html; charset=utf-8'), language } };
      },
    },
  });
  return { url: `${url}/y/`, asked: () => asked };
}

describe.skipIf(executablePath === undefined)('the status page in a browser (skipped where there is no Chromium)', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });
  afterAll(() => browser.close());

  async function opened(model: { current: StatusModel }, options: BrowserContextOptions = {}): Promise<{ page: Page; told: string[]; asked: () => number }> {
    const { url, asked } = await showing(model);
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const told: string[] = [];
    page.on('console', (message) => told.push(message.text()));
    page.on('pageerror', (error) => told.push(error.message));
    page.on('request', (request) => { if (!request.url().startsWith(new URL(url).origin)) told.push(`foreign request: ${request.url()}`); });
    await page.goto(url);
    return { page, told, asked };
  }

  test.each([
    ['light', 1280, 'en-GB'], ['dark', 1280, 'zh-CN'], ['light', 390, 'zh-CN'], ['dark', 390, 'en-GB'],
  ] as const)('%s, %i pixels wide, %s: axe finds nothing, nothing overflows, nothing foreign is asked for', async (colorScheme, width, locale) => {
    const { page, told } = await opened({ current: fullModel }, { colorScheme, viewport: { width, height: 900 }, locale });
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>('axe.run()');
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(await page.evaluate('document.documentElement.lang')).toBe(locale === 'zh-CN' ? 'zh-Hans' : 'en');
    expect(told).toEqual([]);
    await page.context().close();
  });

  test('tells and links everything without JavaScript', async () => {
    const { page } = await opened({ current: fullModel }, { javaScriptEnabled: false });
    const bbc = page.getByRole('article', { name: 'BBC' });
    await bbc.getByText('failing for 3 h: feedx.net answers 503: it has a fault of its own; it is tried again later. Next try 13:20.').waitFor();
    expect(await bbc.getByRole('link', { name: 'BBC as Atom' }).getAttribute('href')).toBe('/y/feeds/bbc.atom');
    expect(await bbc.getByRole('button').allTextContents(), 'what needs a script is not there').toEqual(['Poll now']);
    await page.context().close();
  });

  test('shows what has changed by itself, and leaves focus and opened notes where they were', async () => {
    const model = { current: fullModel };
    const { page } = await opened(model);
    await page.getByText('2 notes').click();
    await page.getByRole('link', { name: 'BBC as RSS' }).focus();
    model.current = { ...fullModel, mistakes: [], sources: fullModel.sources.map((source) => ({ ...source, health: { kind: 'fresh', at: fullModel.now } })) };
    await page.evaluate("document.dispatchEvent(new Event('feedrelay:refresh'))");
    await page.getByText('5 sources, none failing').waitFor();
    expect(await page.getByText('is no key of a source').count()).toBe(0);
    expect(await page.getByText('2 control characters were left out.').isVisible()).toBe(true);
    expect(await page.evaluate("document.activeElement.getAttribute('href')")).toBe('/y/feeds/bbc.rss');
    await page.context().close();
  });

  test.each([
    ['en-GB', 'unchanged since 21 Nov, 20:39', 'as of 22 Nov 2026, 00:04 GMT-5'], ['zh-CN', '自 11月21日 20:39 起无变化', '截至 2026年11月22日 00:04 GMT-5'],
  ])('tells a reader of another zone every time in theirs, in sentences too (%s)', async (locale, sentence, whole) => {
    const { page } = await opened({ current: fullModel }, { locale, timezoneId: 'America/New_York' });
    await page.getByText(sentence).waitFor();
    await page.getByText(whole).waitFor();
    await page.evaluate("document.dispatchEvent(new Event('feedrelay:refresh'))");
    await page.getByText(sentence).waitFor();
    await page.context().close();
  });

  test('says so when the server no longer answers', async () => {
    const { page } = await opened({ current: fullModel });
    await page.route('**/*', (route) => route.abort());
    await page.evaluate("document.dispatchEvent(new Event('feedrelay:refresh'))");
    await page.getByRole('status').getByText('The server does not answer').waitFor();
    await page.context().close();
  });

  test('copies a subscribe address at the press of a key', async () => {
    const { page } = await opened({ current: fullModel }, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: 'Copy the RSS address of BBC' }).press('Enter');
    await page.getByRole('status').getByText('Address copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('https://relay.example/y/feeds/bbc.rss');
    await page.context().close();
  });

  test('keeps the operator’s token for the tab', async () => {
    const { page } = await opened({ current: fullModel });
    await page.route('**/poll', (route) => route.fulfill({ status: 204 }));
    await page.getByLabel('Operator’s token').fill('correct-horse');
    await page.getByRole('button', { name: 'Poll all now' }).click();
    await page.reload();
    expect(await page.getByLabel('Operator’s token').inputValue()).toBe('correct-horse');
    await page.context().close();
  });

  test('prints every card', async () => {
    const { page } = await opened({ current: fullModel });
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate("[...document.querySelectorAll('.card')].map((card) => getComputedStyle(card).contentVisibility)")).toEqual(fullModel.sources.concat(fullModel.sources.slice(0, 1)).map(() => 'visible'));
    await page.context().close();
  });

  test('runs nothing of what slipped through', async () => {
    const { url } = await serving({
      shelf: { find: (path) => path === '/' ? { kind: 'found', representation: { body: Buffer.from('<!doctype html><title>safe</title><script>document.title="hit"</script><img src="/x" onerror="document.title=\'hit\'">'), contentType: 'text/html; charset=utf-8', etag: 'x', modified: 0, maxAge: 0 } } : { kind: 'missing' } },
    });
    const page = await browser.newPage();
    await page.goto(url);
    expect(await page.title()).toBe('safe');
    await page.close();
  });
});
