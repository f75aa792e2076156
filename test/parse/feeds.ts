/** Whole feeds in the manner of those that people subscribe to, in our own words. */

const chinese = (n: number): string => `第${n}篇：今天上午市内多云，下午有阵雨，气象台提醒市民带好雨具。`;

/** A full-text mirror of a news site: the whole body in an escaped or CDATA description, stamps by the hour. */
export const mirror = (count: number, paragraphs = 12): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>晨报</title><link>https://news.example.cn/</link><description>晨报全文</description><language>zh-cn</language>` +
  Array.from(
    { length: count },
    (_, n) =>
      `<item><title><![CDATA[${chinese(n)}]]></title><link>https://news.example.cn/a/${7_000_000 + n}.html</link><guid>https://news.example.cn/a/${7_000_000 + n}.html</guid>` +
      `<pubDate>Fri, 29 Nov 2024 ${String(23 - Math.floor(n / 60)).padStart(2, '0')}:${String(59 - (n % 60)).padStart(2, '0')}:03 GMT</pubDate>` +
      `<description><![CDATA[<div><i>Fri, 29 Nov 2024 17:28:27 GMT</i></div><img src="https://images.weserv.nl?url=pictures.example.cn/${n}.jpg" width="100%">北京 — ` +
      `${Array.from({ length: paragraphs }, (__, p) => `<p>${chinese(p).repeat(3)}<br /><br />“${chinese(p)}”</p>`).join('')}]]></description></item>`,
  ).join('\n') +
  '</channel></rss>';

/** A blog by the most common software. */
export const blog = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
	xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
<channel>
	<title>Kitchen Garden</title>
	<atom:link href="https://garden.example.org/feed/" rel="self" type="application/rss+xml" />
	<link>https://garden.example.org</link>
	<description>Beans &amp; more</description>
	<lastBuildDate>Tue, 03 Sep 2024 08:00:00 +0000</lastBuildDate>
	<language>en-GB</language>
	<sy:updatePeriod>hourly</sy:updatePeriod>
	<sy:updateFrequency>1</sy:updateFrequency>
	<image><url>https://garden.example.org/bean.png</url><title>Kitchen Garden</title><link>https://garden.example.org</link><width>32</width></image>
	<item>
		<title>Beans &#8211; a beginning</title>
		<link>https://garden.example.org/beans/</link>
		<comments>https://garden.example.org/beans/#comments</comments>
		<dc:creator><![CDATA[Rosa]]></dc:creator>
		<pubDate>Mon, 02 Sep 2024 06:30:00 +0000</pubDate>
		<category><![CDATA[Beans]]></category>
		<category><![CDATA[Soil & sun]]></category>
		<guid isPermaLink="false">https://garden.example.org/?p=17</guid>
		<description><![CDATA[<p>The first row is up. [&#8230;]</p>]]></description>
		<content:encoded><![CDATA[<p>The first row is up.</p><p><img src="/bean.jpg" alt="A bean"></p>]]></content:encoded>
		<slash:comments>3</slash:comments>
	</item>
	<item>
		<title>Peas</title>
		<link>https://garden.example.org/peas/</link>
		<pubDate>Sun, 01 Sep 2024 06:30:00 +0000</pubDate>
		<guid isPermaLink="false">https://garden.example.org/?p=16</guid>
		<description>Peas.</description>
	</item>
</channel>
</rss>`;

export const podcast = `<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Well Heard</title><link>https://heard.example.org/</link><itunes:author>Heard &amp; Co</itunes:author><itunes:image href="https://heard.example.org/cover.jpg"/><itunes:category text="Arts"><itunes:category text="Design"/></itunes:category>
<item><title>4: Chairs</title><itunes:title>Chairs</itunes:title><guid isPermaLink="false">heard-4</guid><link>https://heard.example.org/4</link><pubDate>Wed, 06 Dec 2017 14:00:00 GMT</pubDate>
<description>Chairs &lt;i&gt;of note&lt;/i&gt;.</description><itunes:summary>Chairs of note.</itunes:summary><itunes:duration>28:49</itunes:duration><itunes:image href="https://heard.example.org/4.jpg"/>
<enclosure url="https://heard.example.org/4.mp3" length="24388318" type="audio/mpeg"/></item></channel></rss>`;

export const videos = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">
 <link rel="self" href="https://video.example.org/feed?channel=1"/><id>yt:channel:1</id><title>Clips</title><link rel="alternate" href="https://video.example.org/c/1"/>
 <author><name>Clips</name><uri>https://video.example.org/c/1</uri></author><published>2015-01-01T00:00:00+00:00</published>
 <entry><id>yt:video:a</id><yt:videoId>a</yt:videoId><title>A clip</title><link rel="alternate" href="https://video.example.org/watch?v=a"/><author><name>Clips</name></author>
  <published>2024-05-01T10:00:00+00:00</published><updated>2024-05-02T10:00:00+00:00</updated>
  <media:group><media:title>A clip</media:title><media:content url="https://video.example.org/v/a" type="application/x-shockwave-flash" width="640" height="390"/><media:thumbnail url="https://img.example.org/a.jpg"/><media:description>First line
Second line</media:description></media:group></entry></feed>`;

export const journal = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://journal.example.org/">
<title type="html">Field &amp;amp; Stream</title><subtitle>Notes</subtitle><link href="./"/><link rel="self" href="feed.atom"/><updated>2024-01-02T00:00:00Z</updated><id>tag:journal.example.org,2024:/</id><author><name>Finn</name></author>
<entry><title>Herons</title><link href="2024/herons"/><link rel="enclosure" href="herons.jpg" type="image/jpeg" length="10"/><id>tag:journal.example.org,2024:1</id><published>2024-01-01T10:00:00Z</published><updated>2024-01-02T10:00:00Z</updated><category term="birds"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Two <em>herons</em><br/>and a <a href="map">map</a>.</p></div></content></entry>
<entry xml:lang="de"><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Ein <b>Reiher</b></div></title><link href="2024/reiher"/><id>tag:journal.example.org,2024:2</id><updated>2024-01-01T10:00:00Z</updated><summary>Kurz</summary></entry></feed>`;

export const headlines = `<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="https://head.example.jp/"><title>見出し</title><link>https://head.example.jp/</link><description>今日の見出し</description><dc:language>ja</dc:language><items><rdf:Seq><rdf:li rdf:resource="https://head.example.jp/1"/></rdf:Seq></items></channel>
<item rdf:about="https://head.example.jp/1"><title>雨</title><link>https://head.example.jp/1</link><description>雨が降る。</description><dc:date>2024-06-01T09:00:00+09:00</dc:date><dc:creator>山田</dc:creator><dc:subject>天気</dc:subject></item>
</rdf:RDF>`;

export const json = JSON.stringify({ version: 'https://jsonfeed.org/version/1', title: 'Notes', home_page_url: 'https://notes.example.org/', items: [{ id: '2', url: 'https://notes.example.org/2', content_text: 'Second', date_published: '2024-01-02T00:00:00Z' }, { id: '1', url: 'https://notes.example.org/1', content_html: '<p>First</p>', tags: ['a'] }] });

export const archived = `<!--1732901943000-->\n[${chinese(1)}](https://news.example.cn/a/1.html)\n------\n\n<div><i>Fri, 29 Nov 2024 17:28:27 GMT</i></div><p>${chinese(2)}</p>\n`;

export const wholeFeeds: readonly (readonly [name: string, document: string])[] = [
  ['a mirror', mirror(8)],
  ['a blog', blog],
  ['a podcast', podcast],
  ['videos', videos],
  ['a journal', journal],
  ['headlines', headlines],
  ['JSON', json],
  ['an archived document', archived],
];
