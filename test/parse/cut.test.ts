import { describe, expect, it } from 'vitest';
import type { Item } from '../../src/model.js';
import { read } from './read.js';

const documents = {
  'RSS 1.0': '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://a.example/"><title>R</title><link>https://a.example/</link><description>d</description></channel><item rdf:about="https://a.example/1"><title>One</title><link>https://a.example/1</link></item><item rdf:about="https://a.example/2" xml:lang=\'de\'><title>Two</title><link>https://a.example/2</link></item></rdf:RDF>',
  'RSS 2.0': '<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>R</title><link>https://a.example/</link><item xml:lang="de"><title>One</title><link>https://a.example/1</link><guid isPermaLink="false">1</guid><enclosure url="https://a.example/1.mp3" length="1" type="audio/mpeg"/></item><item x="y"><title>Two</title><link>https://a.example/2</link><media:content url="https://a.example/2.jpg"/><description><![CDATA[<a href="https://a.example/x">x</a>]]></description></item></channel></rss>',
  Atom: '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/"><title>R</title><entry xml:base="https://a.example/b/" xml:lang="de"><id>urn:1</id><title type="html">One</title><link rel="alternate" href="1"/></entry><entry xml:lang=\'fr\'><id>urn:2</id><title>Two</title><link href="2"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p class="a">b</p></div></content></entry></feed>',
} as const;

/** None where it cannot be read at all. */
async function itemsOf(document: string): Promise<readonly Item[]> {
  return read(document).then(({ items }) => items, () => []);
}

describe.each(Object.entries(documents))('%s cut off anywhere', (_, document) => {
  it('shows whole items and no others', async () => {
    const whole = await itemsOf(document);
    expect(whole).toHaveLength(2);
    for (let length = 1; length < document.length; length += 1) {
      const items = await itemsOf(document.slice(0, length));
      expect(items, document.slice(Math.max(0, length - 60), length)).toEqual(whole.slice(0, items.length));
    }
  });
});
