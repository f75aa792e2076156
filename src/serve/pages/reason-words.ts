import type { Reason } from '../../identify/index.js';
import type { Language } from '../shelf.js';

type ReasonWords = Readonly<Record<Reason, string>>;

/** What led to a decision of identity, for who has never heard of keys. */
const english: ReasonWords = {
  'all its keys lead to it': 'its guid and its link are those of this article',
  'its link leads to it; its guid leads elsewhere and is a key no more': 'its link is that of this article; its guid is another article’s, and guids like that are not believed any more',
  'it moved to another address: title, date and content are the same': 'it is at another address now: title, date and content are the same',
  'it has no key, but the date and the title or content of it': 'it has neither guid nor link to go by, but the same date, and the same title or content',
  'it has no key, but the title and content of it': 'it has neither guid nor link to go by, but the same title and content',
  'no key of it is known': 'neither its guid nor its link was seen before',
  'its key has served another article and is a key no more': 'its guid or link was another article’s before, and is not believed any more',
  'it has no key, and nothing like it is known': 'it has neither guid nor link to go by, and nothing here is like it',
  'one key leads to it, and it is alike in two': 'its guid or its link is that of this article, and two of title, date and content are the same',
  'one key leads to it, with a date that no other item here has': 'its guid or its link is that of this article, and so is its date, which no other article here has',
  'one key leads to it, alike in one, and other items vouch for this kind of key': 'its guid or its link is that of this article, one of title, date and content is the same, and others of this feed show that it can be believed',
  'its only key leads to it, and it is alike': 'the one thing it has to go by, guid or link, is that of this article, and it is like it',
  'its only key leads to it, and other items vouch for this kind of key': 'the one thing it has to go by, guid or link, is that of this article, and others of this feed show that it can be believed',
};

const chinese: ReasonWords = {
  'all its keys lead to it': '它的 guid 和链接都属于这篇文章',
  'its link leads to it; its guid leads elsewhere and is a key no more': '链接属于这篇文章；guid 属于另一篇，不再采信',
  'it moved to another address: title, date and content are the same': '换了地址：标题、日期和内容相同',
  'it has no key, but the date and the title or content of it': '没有可用的 guid 或链接，但日期相同，且标题或内容相同',
  'it has no key, but the title and content of it': '没有可用的 guid 或链接，但标题和内容相同',
  'no key of it is known': '它的 guid 和链接都没有见过',
  'its key has served another article and is a key no more': '它的 guid 或链接曾属于另一篇文章，不再采信',
  'it has no key, and nothing like it is known': '没有可用的 guid 或链接，也没有相似的文章',
  'one key leads to it, and it is alike in two': 'guid 或链接属于这篇文章，且标题、日期、内容中有两项相同',
  'one key leads to it, with a date that no other item here has': 'guid 或链接属于这篇文章，日期也相同，且别的文章都没有这个日期',
  'one key leads to it, alike in one, and other items vouch for this kind of key': 'guid 或链接属于这篇文章，标题、日期、内容中有一项相同，且同一订阅源的其他文章表明它可信',
  'its only key leads to it, and it is alike': '仅有的 guid 或链接属于这篇文章，内容也相似',
  'its only key leads to it, and other items vouch for this kind of key': '仅有的 guid 或链接属于这篇文章，且同一订阅源的其他文章表明它可信',
};

export const reasonWords: Readonly<Record<Language, ReasonWords>> = { en: english, zh: chinese };
