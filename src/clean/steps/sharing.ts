import type { ChildNode, Element } from 'domhandler';
import { elements, isElement, textOf } from '../html/tree.js';

/** Addresses that do nothing but pass an article on. */
const SHARE = new RegExp(
  '^(?:whatsapp|viber|fb-messenger):|^mailto:\\?|^(?:https?:)?//(?:www\\.|m\\.|mobile\\.)?(?:' +
  [
    'facebook\\.com/(?:dialog/share|dialog/send|share|sharer)', '(?:twitter|x)\\.com/(?:intent|share)', 'api\\.whatsapp\\.com/send', 'wa\\.me/\\?',
    't\\.me/share', 'telegram\\.me/share', 'line\\.me/R/', 'social-plugins\\.line\\.me/', 'service\\.weibo\\.com/share', 'linkedin\\.com/(?:shareArticle|sharing)',
    'reddit\\.com/submit', 'pinterest\\.com/pin/create', 'vk\\.com/share', 'tumblr\\.com/(?:share|widgets/share)', 'getpocket\\.com/(?:save|edit)',
    'bsky\\.app/intent', 'threads\\.net/intent', 'plurk\\.com/\\?', 'connect\\.qq\\.com/widget/shareqq',
  ].join('|') + ')', 'i',
);

/** The words of such a block outside of its links. */
const WORDS = /^(?:分享|分享到|分享至|分享本文|分享文章|share|share this|share on|partager)?[:：]?$/i;

const LONGEST = 200;

/** Whether these neighbours are nothing but buttons to pass the article on (RFI: `<div>分享 :</div>` and links to Facebook, WhatsApp …). */
export function isSharing(nodes: readonly ChildNode[]): boolean {
  let length = 0;
  for (const node of nodes) {
    length += textOf(node).length;
    if (length > LONGEST) return false;
  }
  const links = nodes.flatMap((node) => (isElement(node) ? [node, ...elements(node)] : [])).filter(({ name, attribs }) => name === 'a' && attribs['href'] !== undefined);
  return links.length > 0 && links.every(passesOn) && WORDS.test(outsideOfLinks(nodes).replace(/\s+/g, ' ').replace(/[|·•、,，]/g, '').trim().replace(/\s+(?=[:：])/g, ''));
}

const passesOn = ({ attribs }: Element): boolean => SHARE.test(attribs['href']?.trim() ?? '');

const outsideOfLinks = (nodes: readonly ChildNode[]): string =>
  nodes.map((node) => (isElement(node) ? (node.name === 'a' ? '' : outsideOfLinks(node.children)) : textOf(node))).join('');
