import { breaches, oneOf, plainTextBreaches, repeated, type Rules } from './rules.js';
import { attribute, childrenOf, readXml, type Node } from './tree.js';
import { badCount, badHtml, badHttpUri, badLanguage, badMediaType, badRfc822, badUri, blank } from './values.js';

const RELATIONS = oneOf('self', 'hub', 'alternate', 'current', 'prev-archive', 'next-archive');

const item: Rules = {
  title: { times: 'optional', text: [blank] },
  link: { times: 'optional', text: [badUri] },
  description: { times: 'optional', text: [badHtml] },
  guid: { times: 'one', text: [blank], attributes: { 'isPermaLink!': oneOf('false') } },
  pubDate: { times: 'optional', text: [badRfc822] },
  category: { text: [blank], attributes: { domain: badUri } },
  enclosure: { times: 'optional', text: 'none', attributes: { 'url!': badHttpUri, 'length!': badCount, 'type!': badMediaType } },
  source: { times: 'optional', text: [blank], attributes: { 'url!': badUri } },
  'content:encoded': { times: 'optional', text: [badHtml] },
  'dc:creator': { text: [blank] },
  'dc:language': { times: 'optional', text: [badLanguage] },
  'media:content': { text: 'none', attributes: { 'url!': badUri, type: badMediaType, fileSize: badCount, duration: badCount } },
  'media:thumbnail': { text: 'none', attributes: { 'url!': badUri } },
};

const channel: Rules = {
  title: { times: 'one', text: [blank] },
  link: { times: 'one', text: [badUri] },
  description: { times: 'one', text: [blank] },
  language: { times: 'optional', text: [badLanguage] },
  lastBuildDate: { times: 'one', text: [badRfc822] },
  docs: { times: 'optional', text: [badUri] },
  generator: { times: 'one', text: [blank] },
  image: {
    times: 'optional',
    children: { url: { times: 'one', text: [badUri, badImage] }, title: { times: 'one', text: [blank] }, link: { times: 'one', text: [badUri] } },
  },
  'atom:link': { text: 'none', attributes: { 'href!': badUri, 'rel!': RELATIONS, type: badMediaType } },
  'fh:archive': { times: 'optional', text: 'none' },
  item: { children: item },
};

/** Where an RSS document breaks RSS 2.0, the RSS profile, RFC 5005 or the rules behind the W3C validator's warnings. */
export function checkRss(xml: string): string[] {
  const rss = readXml(xml);
  if (typeof rss === 'string') return [rss];
  const [feed] = childrenOf(rss, 'channel');
  if (rss.name !== 'rss' || feed === undefined) return [`the root is ${rss.name} and has no channel`];
  const items = childrenOf(feed, 'item');
  return [
    ...breaches(rss, { attributes: { 'version!': oneOf('2.0') }, children: { channel: { times: 'one', children: channel } } }),
    ...channelBreaches(feed),
    ...repeated(items.map((one) => textOf(one, 'guid')), 'the guid'),
    ...items.flatMap(itemBreaches),
  ];
}

function channelBreaches(feed: Node): string[] {
  const relations = childrenOf(feed, 'atom:link').map((link) => attribute(link, 'rel'));
  const firstItem = feed.children.findIndex(({ name }) => name === 'item');
  const images = childrenOf(feed, 'image');
  return [
    ...['title', 'description'].flatMap((name) => childrenOf(feed, name).flatMap(plainTextBreaches)),
    ...images.flatMap((image) =>
      ['title', 'link'].filter((name) => textOf(image, name) !== textOf(feed, name)).map((name) => `the ${name} of the image is not the channel's`),
    ),
    ...(relations.includes('self') ? [] : ['the channel has no link to itself']),
    ...repeated(relations, 'the relation'),
    ...(childrenOf(feed, 'fh:archive').length > 0 && !relations.includes('current') ? ['an archive page does not link the current feed'] : []),
    ...(firstItem >= 0 && feed.children.slice(firstItem).some(({ name }) => name !== 'item') ? ['metadata stands after an item'] : []),
  ];
}

function itemBreaches(node: Node): string[] {
  const names = node.children.map(({ name }) => name);
  const description = names.indexOf('description');
  const content = names.indexOf('content:encoded');
  return [
    ...['title', 'category', 'source'].flatMap((name) => childrenOf(node, name).flatMap(plainTextBreaches)),
    ...(description < 0 && !names.includes('title') ? ['an item has neither title nor description'] : []),
    ...(content >= 0 && (description < 0 || description > content) ? ['the full text stands before the description'] : []),
  ];
}

function badImage(address: string): string | undefined {
  return /\.\w+$/.test(address) && !/\.(?:gif|jpe?g|png)$/i.test(address) ? `is no picture RSS knows: ${address}` : undefined;
}

function textOf(node: Node, name: string): string | undefined {
  return childrenOf(node, name)[0]?.text;
}
