import { gzipSync, brotliCompressSync } from 'node:zlib';
import { hostile } from '../support/hostile.js';
import { answer, redirect, type Route } from '../support/upstream.js';

/** A source that means harm, or is in a bad way, and what the page must say of it. */
export interface Besieger {
  readonly id: string;
  readonly route: Route;
  /** The one sentence; `undefined` where it does no harm that anybody need be told of. */
  readonly told: RegExp | undefined;
}

const MB = 1024 * 1024;
const xml = (body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Route => answer({ headers: { 'content-type': 'application/rss+xml', ...headers }, body });
const rss = (items: string): string => `<rss version="2.0"><channel><title>t</title><link>http://x.example/</link>${items}</channel></rss>`;
const item = (content: string, id: number | string = 1): string => `<item><title>t ${id}</title><link>http://x.example/${id}</link><guid>${id}</guid><description>${content}</description></item>`;
const many = (count: number, make: (at: number) => string): string => Array.from({ length: count }, (_, at) => make(at)).join('');
const cdata = (html: string): string => `<![CDATA[${html}]]>`;

/** Every one of them. */
export function besiegers(): readonly Besieger[] {
  const entities = `<!DOCTYPE rss [<!ENTITY a0 "lol">${many(12, (at) => `<!ENTITY a${at + 1} "${`&a${at};`.repeat(10)}">`)}]>`;
  let fetches = 0;
  return [
    { id: 'silent', route: hostile.silent(), told: /gave no answer within/ },
    { id: 'trickle', route: hostile.trickle(), told: /was not done after/ },
    { id: 'slow-headers', route: hostile.slowHeaders(), told: /gave no answer within/ },
    { id: 'endless', route: hostile.endless(), told: /larger than 20 ?MB/ },
    { id: 'length-too-long', route: hostile.lengthTooLong(), told: /broke off before its end/ },
    { id: 'reset', route: hostile.reset(), told: /broke off the connection/ },
    { id: 'reset-midway', route: hostile.resetMidway(), told: /broke off before its end/ },
    { id: 'garbage', route: hostile.garbage(), told: /is not HTTP/ },
    { id: 'huge-headers', route: hostile.hugeHeaders(), told: /header lines .* are larger/ },
    { id: 'gzip-bomb', route: hostile.gzipBomb(), told: /larger than 20 ?MB/ },
    { id: 'br-bomb', route: xml(brotliCompressSync(Buffer.alloc(200 * MB, 'a')), { 'content-encoding': 'br' }), told: /larger than 20 ?MB/ },
    { id: 'gzip-layers', route: hostile.gzipLayers(rss(''), 20), told: /cannot be decompressed/ },
    { id: 'redirect-loop', route: hostile.redirectLoop('/redirect-loop'), told: /redirects in a circle/ },
    { id: 'redirect-private', route: redirect('http://169.254.169.254/latest/meta-data/'), told: /169\.254\.169\.254 is not a public address/ },
    { id: 'page', route: answer({ headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Log in</title><link rel="alternate" type="application/rss+xml" href="/real.xml"><p>Hello.' }), told: /is a web page.*real\.xml/ },
    { id: 'empty', route: hostile.empty(), told: /empty document/ },
    { id: 'binary', route: xml(Buffer.from(Array.from({ length: 100_000 }, (_, at) => (at * 7919) % 256))), told: /is no feed/ },
    { id: 'elements', route: xml(rss(item(many(1_500_000, () => '<a><b/></a>')))), told: /more than \d+ elements|needs more memory/ },
    { id: 'deep-xml', route: xml(rss(item('<a>'.repeat(200_000)))), told: /deeper than 256 levels/ },
    { id: 'deep-json', route: answer({ headers: { 'content-type': 'application/feed+json' }, body: `{"version":"https://jsonfeed.org/version/1.1","title":"t","items":${'['.repeat(500_000)}` }), told: /is not JSON/ },
    { id: 'entities', route: xml(entities + rss(item('&a12;'))), told: undefined },
    { id: 'too-many', route: xml(rss(many(6_000, (at) => item('x', at)))), told: /more than 5000 items/ },
    { id: 'attributes', route: xml(rss(`<item ${many(200_000, (at) => `a${at}="b" `)}><title>t</title></item>`)), told: undefined },
    { id: 'not-found', route: answer({ status: 404 }), told: /404/ },
    { id: 'busy', route: hostile.tooManyRequests('1'), told: /429/ },
    { id: 'gone', route: hostile.gone(), told: /410/ },
    { id: 'deep-html', route: xml(rss(item(cdata(`${'<div>'.repeat(300_000)}text`)))), told: undefined },
    { id: 'unclosed-html', route: xml(rss(item(cdata('<p><b><i><a href=x>'.repeat(100_000))))), told: undefined },
    { id: 'tangled-html', route: xml(rss(item(cdata(`${'<table><tr><td><b>'.repeat(30_000)}${'</b></p></a>'.repeat(30_000)}`)))), told: undefined },
    { id: 'comments', route: xml(rss(item(cdata('<!-- <!-- ->'.repeat(200_000))))), told: undefined },
    { id: 'large-items', route: xml(rss(many(3, (at) => item(cdata(`<p>${'word &amp; word '.repeat(300_000)}</p>`), at)))), told: undefined },
    { id: 'oversized', route: xml(rss(item(cdata('x'.repeat(6 * MB)), 'big') + item('small', 'small'))), told: /of more than \d+ bytes was left out/ },
    { id: 'honest-19mb', route: xml(gzipSync(rss(many(3_800, (at) => item(cdata(`<p>${`${at} words of it `.repeat(300)}</p>`), at)))), { 'content-encoding': 'gzip' }), told: undefined },
    { id: 'regex', route: xml(rss(many(200, (at) => `<item><title>${' '.repeat(20_000)}x${'('.repeat(500)}</title><link>http://x.example/${at}?${'utm_a=1&amp;'.repeat(2_000)}</link><pubDate>${'Mon, '.repeat(2_000)}</pubDate><description>x</description></item>`))), told: undefined },
    { id: 'titles', route: xml(rss(many(10, (at) => `<item><title>${'long '.repeat(200_000)}</title><guid>${at}</guid></item>`))), told: undefined },
    { id: 'new-guids', route: (request, response) => xml(rss(many(500, (at) => item(`text ${++fetches}`, `${fetches}-${at}`))))(request, response), told: undefined },
  ];
}
