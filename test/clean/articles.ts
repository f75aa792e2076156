import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { cleanItem } from '../../src/clean/index.js';
import type { CleanPolicy, Cleaned, Item } from '../../src/model.js';

export const LINK = 'https://news.example/world/1';

/** Friday 29 November 2024, 17:39:03 UTC: when the made-up crawler came by. */
export const STAMP = Date.UTC(2024, 10, 29, 17, 39, 3);

export const DIRECT: CleanPolicy = {
  profile: 'feedx',
  images: { default: { kind: 'direct' }, hosts: [], https: [] },
  remove: [],
  timezone: '',
  nesting: 256,
};

export const itemOf = (content: string, more: Partial<Item> = {}): Item => ({
  content, link: LINK, base: LINK, stamp: STAMP, authors: [], categories: [], enclosures: [], ...more,
});

export const cleaned = (content: string, policy: Partial<CleanPolicy> = {}, item: Partial<Item> = {}): Cleaned =>
  cleanItem(itemOf(content, item), { ...DIRECT, ...policy });

export const bodyOf = (content: string, policy: Partial<CleanPolicy> = {}, item: Partial<Item> = {}): string =>
  cleaned(content, policy, item).content;

type Node = DefaultTreeAdapterTypes.Node;

/** The tree that browsers make of HTML, as one line a comparison can hold. */
export function browserTree(html: string): string {
  const draw = (node: Node): string => {
    if ('value' in node) return JSON.stringify(node.value);
    const children = 'childNodes' in node ? node.childNodes.map(draw).join('') : '';
    if (!('tagName' in node)) return children;
    const attributes = node.attrs.map(({ name, value }) => ` ${name}=${JSON.stringify(value)}`).sort().join('');
    return `<${node.tagName}${attributes}>${children}</>`;
  };
  return draw(parseFragment(html));
}

/** Each letter with the address of the link that browsers put it in. */
export function linkedLetters(html: string): string {
  const read = (node: Node, link: string): string => {
    if ('value' in node) return node.value.replace(/\s/g, '').replace(/./gu, `$&${link} `);
    const own = 'tagName' in node && node.tagName === 'a' ? node.attrs.find(({ name }) => name === 'href')?.value : undefined;
    return 'childNodes' in node ? node.childNodes.map((child) => read(child, own ?? link)).join('') : '';
  };
  return read(parseFragment(html), '');
}

export interface BrowserElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Every element that browsers make of HTML, foreign ones included. */
export function browserElements(html: string): readonly BrowserElement[] {
  const found: BrowserElement[] = [];
  const visit = (node: Node): void => {
    if ('tagName' in node) found.push({ name: node.tagName, attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])) });
    if ('content' in node) visit(node.content);
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(parseFragment(html));
  return found;
}
