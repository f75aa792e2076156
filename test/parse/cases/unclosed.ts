import { rss, type Case } from './shape.js';

const SUN = '<item><title>Sun</title><guid>2</guid><description><![CDATA[<p>S</p>]]></description></item>';

/** An item that is marked up badly, and another after it that nothing may swallow. */
const before = (item: string, next = SUN): string => `<rss version="2.0"><channel><title>News</title><item>${item}</item>${next}</channel></rss>`;

const body = (written: string): string => before(`<title>Rain</title><guid>1</guid><description>${written}`);
const read: Case['item'] = { title: 'Rain', guid: '1', content: '<p>R</p>' };

/** Sections and tags without their ends. */
export const unclosedCases: readonly Case[] = [
  ...([
    ['without its end', '<![CDATA[<p>R</p></description>'],
    ['without its end, nor its element’s', '<![CDATA[<p>R</p>'],
    ['with a blank in its end', '<![CDATA[<p>R</p>]] ></description>'],
    ['with a blank between the brackets', '<![CDATA[<p>R</p>] ]></description>'],
    ['with one bracket', '<![CDATA[<p>R</p>]></description>'],
    ['with brackets alone', '<![CDATA[<p>R</p>]]</description>'],
    ['with an escaped end', '<![CDATA[<p>R</p>]]&gt;</description>'],
    ['that begins with a blank', '<! [CDATA[<p>R</p>]]></description>'],
    ['with a blank before its second bracket', '<![CDATA [<p>R</p>]]></description>'],
    ['of text, so begun', '<![CDATA [&lt;p&gt;R&lt;/p&gt;]]></description>'],
    ['without its first bracket', '<!CDATA[<p>R</p>]]></description>'],
    ['without its mark', '<[CDATA[<p>R</p>]]></description>'],
    ['in small letters', '<![cdata[<p>R</p>]]></description>'],
    ['escaped around elements', '&lt;![CDATA[<p>R</p>]]&gt;</description>'],
  ] as const).map(([how, written]): Case => ({ promise: `a CDATA section ${how}`, document: body(written), item: how === 'of text, so begun' ? { ...read, content: '&lt;p&gt;R&lt;/p&gt;' } : read, titles: ['Rain', 'Sun'] })),
  { promise: 'a title’s section without its end', document: before('<title><![CDATA[Rain</title><guid>1</guid><description><![CDATA[<p>R</p>]]></description>'), item: read, titles: ['Rain', 'Sun'] },
  { promise: 'a section without its end in an element of which no other has one', document: before('<title>Rain</title><guid>1</guid><description><![CDATA[<p>R</p></description>', '<item><title>Sun</title></item>'), item: read, titles: ['Rain', 'Sun'] },
  { promise: 'a section without its end in the last item', document: rss('<title>Rain</title><guid>1</guid><description><![CDATA[<p>R</p></description>'), item: read },
  { promise: 'a section that quotes a feed', document: body('<![CDATA[<p>R</p><item><title>a</title><description>b</description></item>]]></description>'), item: { ...read, content: '<p>R</p><item><title>a</title><description>b</description></item>' }, titles: ['Rain', 'Sun'] },
  { promise: 'a section that speaks of end tags', document: before('<title>Rain</title><guid>1</guid><description><![CDATA[Then </description> and </item>.]]></description>'), item: { ...read, content: 'Then </description> and </item>.' }, titles: ['Rain', 'Sun'] },
  { promise: 'a section that speaks of sections', document: before('<title>Rain</title><guid>1</guid><description><![CDATA[<p>R</p><code><![CDATA[ x</code>]]></description>'), item: { ...read, content: '<p>R</p><code><![CDATA[ x</code>' }, titles: ['Rain', 'Sun'] },
  ...([
    ['without an end', '<!-- more &lt;p&gt;R&lt;/p&gt;', ' more <p>R</p>'],
    ['with a short end', '<!-- more ->&lt;p&gt;R&lt;/p&gt;', '<p>R</p>'],
    ['with a blank in its end', '<!-- more -- >&lt;p&gt;R&lt;/p&gt;', '<p>R</p>'],
    ['after other markup', '<p>R</p><!-- more', '<p>R</p> more'],
  ] as const).flatMap(([how, written, content]): readonly Case[] => [SUN, '<item><title>Sun</title><description>a <!-- b --> c</description></item>'].map((next) => ({ promise: `a comment ${how}`, document: before(`<title>Rain</title><description>${written}</description><guid>1</guid>`, next), item: { ...read, content }, titles: ['Rain', 'Sun'] }))),
  { promise: 'a comment around an item', document: before('<title>Rain</title><guid>1</guid><description>&lt;p>R&lt;/p></description>', `<!-- <item><title>old</title><description>a</description></item> -->${SUN}`), item: read, titles: ['Rain', 'Sun'] },
  { promise: 'an end tag without its end', document: before('<title>Rain</title<guid>1</guid><description>&lt;p>R&lt;/p></description\n'), item: read, titles: ['Rain', 'Sun'] },
  { promise: 'an end tag without its end before a line break', document: before('<title>Rain</title\n<guid>1</guid\n\n<description><![CDATA[<p>R</p>]]></description>'), item: read, titles: ['Rain', 'Sun'] },
  { promise: 'an item’s end tag without its end', document: before('<title>Rain</title><guid>1</guid><description><![CDATA[<p>R</p>]]></description>').replace('</item><item><title>Sun', '</item\n<item><title>Sun'), item: read, titles: ['Rain', 'Sun'] },
  { promise: 'an item’s start tag without its end', document: before('<title>Rain</title><guid>1</guid><description><![CDATA[<p>R</p>]]></description>').replace('<item><title>Rain', '<item <title>Rain'), item: read, titles: ['Rain', 'Sun'] },
  ...(['<link>https://example.org/1', '<link/>https://example.org/1', '<link />\n  https://example.org/1\n'] as const).map((link): Case => ({ promise: `a link as a web page’s serialiser writes it: ${link}`, document: before(`<title>Rain</title>${link}<guid isPermaLink="false">1</guid><description>&lt;p>R&lt;/p></description>`), item: { ...read, link: 'https://example.org/1' }, titles: ['Rain', 'Sun'] })),
  { promise: 'an empty link is none', document: rss('<title>Rain</title><link/><description>https://example.org/1</description>'), item: { link: undefined, content: 'https://example.org/1' } },
  { promise: 'a date without its end tag', document: before('<title>Rain</title><pubDate>Thu, 01 Jan 2004 00:00:00 GMT<guid>1</guid><description>&lt;p>R&lt;/p></description>'), item: { ...read, published: { at: Date.UTC(2004, 0, 1) } }, titles: ['Rain', 'Sun'] },
  { promise: 'a tag’s name before a tag in a title', document: rss('<title>Rain </p <b>now</b></title><guid>1</guid>'), item: { title: 'Rain </p now', guid: '1' } },
];
