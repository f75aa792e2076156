import { describe, expect, test } from 'vitest';
import { renderFeed } from '../../src/publish/render/index.js';
import { entry, feed, pageOf } from '../publish/render/feeds.js';
import { checkAtom, checkJsonFeed, checkRss } from './feed-rules.js';

const sample = feed(
  { paging: { kind: 'archive', current: pageOf('harbour') }, image: 'https://news.example/logo.png' },
  entry({ summary: '<p>Ice.</p>', enclosures: [{ url: 'https://m.example/a.mp3' }] }),
);

function broken(document: string, from: string | RegExp, to: string): string {
  const changed = document.replace(from, to);
  expect(changed).not.toBe(document);
  return changed;
}

describe('the Atom rules catch', () => {
  test.each([
    ['a document cut short', '</feed>', '', /not well-formed/],
    ['an undeclared prefix', '<fh:archive/>', '<zz:archive/>', /not well-formed|unknown/],
    ['a missing id', /<id>.*<\/id>/, '', /lacks atom:id/],
    ['a second title', '<updated>', '<title>x</title><updated>', /2 atom:title/],
    ['an unknown element', '<fh:archive/>', '<pubDate/>', /unknown element/],
    ['a date without a zone', /(<published>[^Z]*)Z/, '$1', /RFC 3339/],
    ['a date of the epoch', /<published>2024/, '<published>1970', /cannot be right/],
    ['a relative link', 'href="https://news.example/2024', 'href="/2024', /no absolute URI/],
    ['a category without a term', 'term=', 'label=', /lacks term/],
    ['a script', '<em>', '<script>1</script><em>', /<script>/],
    ['a handler', '<em>', '<em onclick="x">', /onclick/],
    ['a relative picture', '<em>', '<img src="/x.png"><em>', /relatively/],
    ['an end tag in a text', 'The harbour', 'The &lt;/b&gt;', /holds <\/b>/],
    ['a control character', 'The harbour', 'The &#x85;', /U\+0085/],
    ['a blank title', 'The harbour freezes over', '', /blank/],
    ['an archive page without its feed', /<link rel="current".*/, '', /does not link the current feed/],
    ['a feed without its own address', /<link rel="self".*/, '', /no link to itself/],
    ['two of one kind of link', 'rel="current"', 'rel="self"', /stands twice/],
    ['a wrong language', 'xml:lang="en"', 'xml:lang="English"', /no language tag/],
    ['an enclosure of no type', 'audio/mpeg', 'mp3', /no media type/],
    ['entries of one id', /(<entry>[^]*<\/entry>)/, '$1$1', /the id stands twice/],
    ['nobody as author', /<author>.*<\/author>/g, '', /no author/],
    ['nothing to read', /<(content|summary)[^]*?<\/\1>/g, '', /neither summary nor content/],
  ])('%s', (_, from, to, complaint) => {
    expect(checkAtom(renderFeed(sample, 'atom'))).toEqual([]);
    expect(checkAtom(broken(renderFeed(sample, 'atom'), from, to)).join('\n')).toMatch(complaint);
  });
});

describe('the RSS rules catch', () => {
  test.each([
    ['a missing description', /<description>What.*<\/description>/, '', /lacks description/],
    ['a guid that says it is a link', 'isPermaLink="false"', '', /lacks isPermaLink/],
    ['a missing guid', /<guid.*<\/guid>/, '', /lacks guid/],
    ['a date of another form', /<pubDate>.*<\/pubDate>/, '<pubDate>2024-11-29</pubDate>', /RFC 822/],
    ['a wrong day of the week', '<pubDate>Fri', '<pubDate>Mon', /RFC 822/],
    ['an author without e-mail', '<dc:creator>', '<author>Ada</author><dc:creator>', /unknown element author/],
    ['a full text without description', /<description><!.*<\/description>/, '', /before the description/],
    ['an enclosure without length', ' length="0"', '', /lacks length/],
    ['two enclosures', /(<enclosure.*\/>)/, '$1$1', /2 enclosure/],
    ['a picture of another kind', 'logo.png', 'logo.webp', /no picture RSS knows/],
    ['a picture of another title', '<image><url>https://news.example/logo.png</url><title>', '<image><url>https://news.example/logo.png</url><title>x', /is not the channel's/],
    ['an unmarked tag in a title', 'The harbour', 'The &lt;b harbour', /not marked as text/],
    ['an unmarked reference in a title', 'The harbour', 'The &amp;nbsp; harbour', /not marked as text/],
    ['a channel without its own address', /<atom:link .*rel="self".*/, '', /no link to itself/],
  ])('%s', (_, from, to, complaint) => {
    expect(checkRss(renderFeed(sample, 'rss'))).toEqual([]);
    expect(checkRss(broken(renderFeed(sample, 'rss'), from, to)).join('\n')).toMatch(complaint);
  });
});

describe('the JSON Feed rules catch', () => {
  test.each([
    ['version 1.0', 'version/1.1', 'version/1', /version/],
    ['a missing id', '"id":', '"_id":', /items\.0/],
    ['a field of another version', '"authors"', '"author"', /author/],
    ['a date without a zone', '27.000Z', '27.000', /RFC 3339/],
    ['an attachment without type', '"mime_type"', '"type"', /mime_type/],
    ['a control character', 'The harbour', 'The \\u0007', /U\+0007/],
    ['a script', '<em>', '<script>1</script><em>', /<script>/],
  ])('%s', (_, from, to, complaint) => {
    expect(checkJsonFeed(renderFeed(sample, 'json'))).toEqual([]);
    expect(checkJsonFeed(broken(renderFeed(sample, 'json'), from, to)).join('\n')).toMatch(complaint);
  });
});
