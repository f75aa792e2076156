import { rdf, rss, type Case } from './shape.js';

/** RSS 0.90 and 1.0 (web.resource.org/rss/1.0). */
export const rdfCases: readonly Case[] = [
  { promise: 'an item', document: rdf('<title>Rain</title><link>https://example.org/1</link><description>It rains.</description>'), item: { title: 'Rain', link: 'https://example.org/1', content: 'It rains.', guid: 'https://example.org/1' } },
  { promise: 'its address where there is no link', document: rdf('<title>Rain</title>'), item: { link: 'https://example.org/1' } },
  { promise: 'Dublin Core', document: rdf('<dc:creator>Ann</dc:creator><dc:date>2004-01-01</dc:date><dc:subject>rain</dc:subject>'), item: { authors: [{ name: 'Ann' }], published: { at: Date.UTC(2004, 0, 1), day: true }, categories: [{ term: 'rain' }] } },
  { promise: 'the content module', document: rdf('<content:encoded><![CDATA[<p>Rain</p>]]></content:encoded><description>Short</description>'), item: { content: '<p>Rain</p>', summary: 'Short' } },
  { promise: 'the channel', document: rdf('', '<title>News</title><link>https://example.org/</link><description>All</description><dc:language>en</dc:language><items><rdf:Seq><rdf:li rdf:resource="https://example.org/1"/></rdf:Seq></items>'), head: { title: 'News', link: 'https://example.org/', description: 'All', language: 'en' } },
  { promise: 'RSS 0.90', document: '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>News</title></channel><image><url>https://example.org/a.png</url><title>Logo</title></image><item><title>Rain</title><link>https://example.org/1</link></item></rdf:RDF>', item: { title: 'Rain', link: 'https://example.org/1' }, head: { title: 'News', image: 'https://example.org/a.png' } },
  { promise: 'RDF as the default name space', document: '<RDF xmlns="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rss="http://purl.org/rss/1.0/"><rss:channel><rss:title>News</rss:title></rss:channel><rss:item><rss:title>Rain</rss:title></rss:item></RDF>', item: { title: 'Rain' }, head: { title: 'News' } },
  { promise: 'RDF under another prefix', document: '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item r:about="https://example.org/1"><title>Rain</title></item></r:RDF>', item: { title: 'Rain', guid: 'https://example.org/1' } },
];

/** Modules are known by their name spaces. */
export const namespaceCases: readonly Case[] = [
  { promise: 'any prefix', document: '<rss version="2.0" xmlns:foo="http://purl.org/dc/elements/1.1/"><channel><item><foo:creator>Ann</foo:creator></item></channel></rss>', item: { authors: [{ name: 'Ann' }] } },
  { promise: 'a prefix declared where it is used', document: '<rss version="2.0"><channel><item><c:encoded xmlns:c="http://purl.org/rss/1.0/modules/content/">&lt;p&gt;a&lt;/p&gt;</c:encoded></item></channel></rss>', item: { content: '<p>a</p>' } },
  { promise: 'an undeclared prefix means what it usually does', document: '<rss version="2.0"><channel><item><content:encoded>&lt;p&gt;a&lt;/p&gt;</content:encoded><dc:creator>Ann</dc:creator></item></channel></rss>', item: { content: '<p>a</p>', authors: [{ name: 'Ann' }] } },
  { promise: 'a usual prefix that means something else', document: '<rss version="2.0" xmlns:dc="urn:electricity"><channel><item><dc:title>No</dc:title><title>Rain</title></item></channel></rss>', item: { title: 'Rain' } },
  { promise: 'a name space without its slash', document: '<rss version="2.0" xmlns:m="http://search.yahoo.com/mrss"><channel><item><m:thumbnail url="https://example.org/a.jpg"/></item></channel></rss>', item: { image: 'https://example.org/a.jpg' } },
  { promise: 'a name space with https', document: '<rss version="2.0" xmlns:m="https://search.yahoo.com/mrss/"><channel><item><m:thumbnail url="https://example.org/a.jpg"/></item></channel></rss>', item: { image: 'https://example.org/a.jpg' } },
  { promise: 'a name space in another case', document: '<rss version="2.0" xmlns:i="http://www.itunes.com/DTDs/Podcast-1.0.dtd"><channel><item><i:author>Ann</i:author></item></channel></rss>', item: { authors: [{ name: 'Ann' }] } },
  { promise: "another vocabulary's elements of the same name", document: '<rss version="2.0" xmlns:x="urn:x"><channel><x:title>No</x:title><title>News</title><item><x:link>https://example.org/no</x:link><x:description>No</x:description><link>https://example.org/1</link></item></channel></rss>', item: { link: 'https://example.org/1', content: undefined }, head: { title: 'News' } },
  { promise: ".NET's name for Atom", document: '<rss version="2.0"><channel><item><a10:updated>2004-01-01T00:00:00Z</a10:updated></item></channel></rss>', item: { updated: { at: Date.UTC(2004, 0, 1) } } },
];

/** What is wrong and read all the same. */
export const mendedCases: readonly Case[] = [
  { promise: 'a stray ampersand', document: rss('<title>Rain & sun</title><link>https://example.org/1</link>'), item: { title: 'Rain & sun', link: 'https://example.org/1' } },
  { promise: 'a stray < in a title: I <3 you', document: rss('<title>I <3 you</title><link>https://example.org/1</link><guid>g1</guid><description>Body</description>'), item: { title: 'I <3 you', link: 'https://example.org/1', guid: 'g1', content: 'Body' } },
  { promise: 'a stray < in a title: fees <5% now', document: rss('<title>fees <5% now</title><link>https://example.org/1</link><guid>g1</guid><description>Body</description>'), item: { title: 'fees <5% now', link: 'https://example.org/1', guid: 'g1', content: 'Body' } },
  { promise: 'a stray < in a title: <$5', document: rss('<title><$5</title><link>https://example.org/1</link><guid>g1</guid><description>Body</description>'), item: { title: '<$5', link: 'https://example.org/1', guid: 'g1', content: 'Body' } },
  { promise: 'a stray < in a title: a <= b', document: rss('<title>a <= b</title><link>https://example.org/1</link><guid>g1</guid><description>Body</description>'), item: { title: 'a <= b', link: 'https://example.org/1', guid: 'g1', content: 'Body' } },
  { promise: 'a stray < in a title: a << b', document: rss('<title>a << b</title><link>https://example.org/1</link><guid>g1</guid><description>Body</description>'), item: { title: 'a << b', link: 'https://example.org/1', guid: 'g1', content: 'Body' } },
  { promise: 'a stray < in a title: a <- b', document: rss('<title>a <- b</title><link>https://example.org/1</link><guid>g1</guid><description>Body</description>'), item: { title: 'a <- b', link: 'https://example.org/1', guid: 'g1', content: 'Body' } },
  { promise: 'a stray < in a title: a <b and c', document: rss('<title>a <b and c</title><link>https://example.org/1</link><guid>g1</guid><description>Body</description>'), item: { title: 'a <b and c', link: 'https://example.org/1', guid: 'g1', content: 'Body' } },
  { promise: 'a stray < in a title: if a<b', document: rss('<title>if a<b</title><link>https://example.org/1</link><guid>g1</guid><description>Body</description>'), item: { title: 'if a<b', link: 'https://example.org/1', guid: 'g1', content: 'Body' } },
  { promise: 'a stray < in a title: p<0.05', document: rss('<title>p<0.05</title><link>https://example.org/1</link><guid>g1</guid><description>Body</description>'), item: { title: 'p<0.05', link: 'https://example.org/1', guid: 'g1', content: 'Body' } },
  { promise: 'a stray < in a title: <_x', document: rss('<title><_x</title><link>https://example.org/1</link><guid>g1</guid><description>Body</description>'), item: { title: '<_x', link: 'https://example.org/1', guid: 'g1', content: 'Body' } },
  { promise: 'a stray < in a title: or </ b', document: rss('<title>or </ b</title><link>https://example.org/1</link><guid>g1</guid><description>Body</description>'), item: { title: 'or </ b', link: 'https://example.org/1', guid: 'g1', content: 'Body' } },
  { promise: 'a stray < in a title: 1 < 2', document: rss('<title>1 < 2</title><link>https://example.org/1</link><guid>g1</guid><description>Body</description>'), item: { title: '1 < 2', link: 'https://example.org/1', guid: 'g1', content: 'Body' } },
  { promise: 'a stray < in a title: <中文', document: rss('<title><中文</title><link>https://example.org/1</link><guid>g1</guid><description>Body</description>'), item: { title: '<中文', link: 'https://example.org/1', guid: 'g1', content: 'Body' } },
  { promise: 'a stray < in a title: wait <! now', document: rss('<title>wait <! now</title><link>https://example.org/1</link><guid>g1</guid><description>Body</description>'), item: { title: 'wait <! now', link: 'https://example.org/1', guid: 'g1', content: 'Body' } },
  { promise: 'a stray < in a title: what <? now', document: rss('<title>what <? now</title><link>https://example.org/1</link><guid>g1</guid><description>Body</description>'), item: { title: 'what <? now', link: 'https://example.org/1', guid: 'g1', content: 'Body' } },
  { promise: 'a stray < in a description', document: rss('<description>I <3 it, a<b</description><guid>g1</guid><link>https://example.org/1</link>'), item: { content: 'I <3 it, a<b', guid: 'g1', link: 'https://example.org/1' } },
  { promise: 'a < inside of quotes is no stray one', document: rss('<title>R & D</title><enclosure url="https://example.org/a.mp3" type="audio/mpeg" title="a < b > c" length="1"/><link>https://example.org/1</link>'), item: { title: 'R & D', link: 'https://example.org/1' } },
  { promise: 'a feed below a web page’s declaration', document: `<!DOCTYPE html>\n${rss('<title>Rain</title>')}`, item: { title: 'Rain' } },
  { promise: 'a form feed parts words', document: rss('<title>Rain\fand\u000bsun</title>'), item: { title: 'Rain and sun' } },
  { promise: 'HTML entities', document: rss('<description>caf&eacute;&nbsp;&hellip;</description>'), item: { content: 'café\u00a0…' } },
  { promise: 'an unknown entity', document: rss('<title>a &unknown; b</title>'), item: { title: 'a &unknown; b' } },
  { promise: 'control characters', document: rss('<title>Ra\u0001in\u0008</title>'), item: { title: 'Rain' } },
  { promise: 'C1 controls are windows-1252', document: rss('<title>It\u0092s</title>'), item: { title: 'It’s' } },
  { promise: 'blank lines before the prolog', document: `\n\n<?xml version="1.0"?>${rss('<title>Rain</title>')}`, item: { title: 'Rain' } },
  { promise: 'text before the prolog', document: `Warning: something\n<?xml version="1.0"?>${rss('<title>Rain</title>')}`, item: { title: 'Rain' } },
  { promise: 'a PHP warning before the feed', document: `<br />\n<b>Warning</b>: include() in <b>/a.php</b> on line <b>3</b><br />\n<?xml version="1.0"?>${rss('<title>Rain</title>')}`, item: { title: 'Rain' } },
  { promise: 'a PHP warning after the feed', document: `${rss('<title>Rain</title>')}<br /><b>Warning</b>: no`, item: { title: 'Rain' } },
  { promise: 'a script after the feed', document: `${rss('<title>Rain</title>')}\n<script>a<b</script>`, item: { title: 'Rain' } },
  { promise: 'a wrong declaration', document: `<?phpxml version="1.0"?>${rss('<title>Rain</title>')}`, item: { title: 'Rain' } },
  { promise: 'duplicate attributes', document: rss('<enclosure url="https://example.org/a.mp3" url="https://example.org/b.mp3"/>'), item: { enclosures: [{ url: 'https://example.org/a.mp3' }] } },
  { promise: 'attributes without quotes', document: rss('<enclosure url=https://example.org/a.mp3 />'), item: { enclosures: [{ url: 'https://example.org/a.mp3' }] } },
  { promise: 'a missing end tag', document: rss('<title>Rain</title><author>Ann<pubDate>2004-01-01T00:00:00Z</pubDate>'), item: { title: 'Rain', authors: [{ name: 'Ann' }] } },
  { promise: 'end tags in the wrong order', document: rss('<description>a <b><i>b</b></i> c</description><title>Rain</title>'), item: { title: 'Rain' } },
  { promise: 'an item that does not end before the next', document: '<rss version="2.0"><channel><item><title>Rain</title><item><title>Sun</title></item></channel></rss>', item: { title: 'Rain' } },
  { promise: 'a tail that is cut off', document: '<rss version="2.0"><channel><item><title>Rain</title></item><item><title>Su', item: { title: 'Rain' } },
  { promise: 'a comment inside of text', document: rss('<title>Ra<!-- no -->in</title>'), item: { title: 'Rain' } },
  { promise: 'an entity of its own DTD', document: `<!DOCTYPE rss [<!ENTITY who "Ann"><!ENTITY nbsp "&#160;">]>${rss('<title>By &who;&nbsp;B &amp;c</title>')}`, item: { title: 'By Ann\u00a0B &c' } },
  { promise: "an entity of its own DTD in a document without prolog's order", document: `<?xml version="1.0"?>\n<!-- a --><!DOCTYPE rss SYSTEM "x.dtd" [\n<!ENTITY % p "x">\n<!ENTITY who 'Ann'>\n]>\n${rss('<description>&who;</description>')}`, item: { content: 'Ann' } },
];
