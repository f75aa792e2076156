import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { expect, test } from 'vitest';
import { renderSiteIndex } from '../../src/publish/site-index.js';

const VECTORS = [
  '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", '</title><svg onload=alert(1)>', '</a></li></ul><iframe srcdoc="&lt;script&gt;1&lt;/script&gt;">',
  '<!--', ']]>', '&lt;script&gt;', '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>', '\u0000<b>\u0008', '\u202e<a href=javascript:alert(1)>',
];

/** Tag and attribute names as a browser's parser finds them. */
function shapeOf(html: string): readonly string[] {
  const walk = (node: DefaultTreeAdapterTypes.Node): string[] => [
    ...('tagName' in node ? [[node.tagName, ...node.attrs.map(({ name }) => name)].join(' ')] : []),
    ...('childNodes' in node ? node.childNodes.flatMap(walk) : []),
  ];
  return walk(parse(html));
}

test.each(VECTORS)('the index page for a static host shows %j as text', (title) => {
  const page = (text: string): string => renderSiteIndex([{ id: 'quay', title: text, merged: false, articles: 1 }, { id: 'all', title: text, merged: true, articles: 2 }], 'https://feeds.example');
  expect(shapeOf(page(title))).toEqual(shapeOf(page('x')));
});
