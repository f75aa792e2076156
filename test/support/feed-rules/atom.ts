import { anything, breaches, oneOf, repeated, textConstructBreaches, type Rule, type Rules } from './rules.js';
import { attribute, childrenOf, readXml, type Node } from './tree.js';
import { badCount, badEmail, badLanguage, badMediaType, badRfc3339, badUri, blank } from './values.js';

const HISTORY = ['current', 'first', 'last', 'next-archive', 'prev-archive', 'next', 'previous'];
const ENTRY_RELATIONS = ['alternate', 'enclosure', 'related', 'via'];

const person: Rule = {
  children: {
    'atom:name': { times: 'one', text: [blank] },
    'atom:uri': { times: 'optional', text: [badUri] },
    'atom:email': { times: 'optional', text: [badEmail] },
  },
};
const text: Rule = { attributes: { type: oneOf('text', 'html') } };
const category: Rule = { text: 'none', attributes: { 'term!': blank, scheme: badUri, label: blank } };
const date: readonly ((value: string) => string | undefined)[] = [badRfc3339];

function link(...relations: readonly string[]): Rule {
  return {
    text: 'none',
    attributes: { 'href!': badUri, rel: oneOf(...relations), type: badMediaType, hreflang: badLanguage, title: blank, length: badCount },
  };
}

const metadata: Rules = {
  'atom:id': { times: 'one', text: [badUri] },
  'atom:title': { ...text, times: 'one' },
  'atom:updated': { times: 'one', text: date },
  'atom:link': link('alternate', 'self', 'hub', ...HISTORY),
  'atom:author': person,
  'atom:category': category,
  'atom:generator': { times: 'optional', text: [blank], attributes: { uri: badUri, version: anything } },
  'atom:icon': { times: 'optional', text: [badUri] },
  'atom:logo': { times: 'optional', text: [badUri] },
  'atom:subtitle': { ...text, times: 'optional' },
  'fh:archive': { times: 'optional', text: 'none' },
};

const entry: Rules = {
  'atom:id': { times: 'one', text: [badUri] },
  'atom:title': { ...text, times: 'one' },
  'atom:updated': { times: 'one', text: date },
  'atom:published': { times: 'optional', text: date },
  'atom:link': link(...ENTRY_RELATIONS),
  'atom:author': person,
  'atom:category': category,
  'atom:summary': { ...text, times: 'optional' },
  'atom:content': { ...text, times: 'optional' },
  'atom:source': { times: 'optional', children: metadata },
  'media:thumbnail': { text: 'none', attributes: { 'url!': badUri } },
};

/** Where an Atom document breaks RFC 4287, RFC 5005 or the rules behind the W3C validator's warnings. */
export function checkAtom(xml: string): string[] {
  const feed = readXml(xml);
  if (typeof feed === 'string') return [feed];
  if (feed.name !== 'atom:feed') return [`the root is ${feed.name}`];
  const entries = childrenOf(feed, 'atom:entry');
  const firstEntry = feed.children.findIndex(({ name }) => name === 'atom:entry');
  return [
    ...breaches(feed, { children: { ...metadata, 'atom:entry': { children: entry } } }),
    ...metadataBreaches(feed),
    ...(firstEntry >= 0 && feed.children.slice(firstEntry).some(({ name }) => name !== 'atom:entry') ? ['metadata stands after an entry'] : []),
    ...repeated(entries.map(idOf), 'the id'),
    ...entries.flatMap((one) => entryBreaches(one, feed)),
  ];
}

function metadataBreaches(feed: Node): string[] {
  const links = childrenOf(feed, 'atom:link');
  const archived = childrenOf(feed, 'fh:archive').length > 0;
  return [
    ...['atom:title', 'atom:subtitle'].flatMap((name) => childrenOf(feed, name).flatMap(textConstructBreaches)),
    ...repeated(links.map((one) => ['rel', 'type', 'hreflang'].map((name) => attribute(one, name) ?? '').join(' ')), 'the kind of link'),
    ...(linked(feed, 'self') ? [] : [`${feed.name} has no link to itself`]),
    ...(archived && !linked(feed, 'current') ? ['an archive page does not link the current feed'] : []),
  ];
}

function entryBreaches(entryNode: Node, feed: Node): string[] {
  const bodies = ['atom:summary', 'atom:content'].flatMap((name) => childrenOf(entryNode, name));
  const sources = childrenOf(entryNode, 'atom:source');
  const authored = [entryNode, feed, ...sources].some((node) => childrenOf(node, 'atom:author').length > 0);
  const alternates = childrenOf(entryNode, 'atom:link').filter((one) => (attribute(one, 'rel') ?? 'alternate') === 'alternate');
  return [
    ...[...childrenOf(entryNode, 'atom:title'), ...bodies].flatMap(textConstructBreaches),
    ...(authored ? [] : [`${idOf(entryNode)} has no author`]),
    ...(bodies.length === 0 ? [`${idOf(entryNode)} has neither summary nor content`] : []),
    ...(alternates.length === 0 && childrenOf(entryNode, 'atom:content').length === 0 ? [`${idOf(entryNode)} has neither content nor link`] : []),
    ...(alternates.length > 1 ? [`${idOf(entryNode)} has two alternates`] : []),
    ...sources.flatMap(metadataBreaches),
  ];
}

function linked(node: Node, relation: string): boolean {
  return childrenOf(node, 'atom:link').some((one) => attribute(one, 'rel') === relation);
}

function idOf(node: Node): string {
  return childrenOf(node, 'atom:id')[0]?.text ?? '';
}
