import { VOID } from './html/elements.js';
import { isKept } from './vocabulary.js';

/** A tag as our own serialiser writes it; attributes in double quotes. */
const TAG = /<(\/?)([a-z][a-z0-9]*)((?: [a-z]+(?:="[^"]*")?)*)>/y;

/** What escaped text never holds: a bare `>`, or an entity beyond those that the serialiser writes. */
const UNESCAPED = />|&(?!amp;|lt;|gt;|nbsp;)/;

/** Elements that some parser ends where one of these begins; whoever nests them so goes the long way. */
const ENDED_BY: Readonly<Record<string, RegExp>> = {
  p: /^(?!a$|abbr$|b$|br$|code$|em$|i$|img$|small$|span$|strong$|sub$|sup$|time$|u$)/,
  li: /^li$/, dd: /^d[dt]$/, dt: /^d[dt]$/, rt: /^r[tp]$/, rp: /^r[tp]$/,
  thead: /^(?:tbody|tfoot|td)$/, tbody: /^(?:tbody|tfoot)$/, tr: /^tr$/, td: /^(?:td|tr)$/, th: /^(?:td|th|tr)$/,
};

/** Stands between elements that are judged together; nothing that is judged holds it. */
const APART = '\0';

/** What the sanitiser makes of these elements, which hold nothing; parted as they were given. */
export type Judge = (elements: string, names: ReadonlySet<string>) => string;

/** A start tag with attributes, and where in the pieces what is left of it is to stand. */
interface Question {
  readonly name: string;
  readonly places: number[];
}

/**
 * HTML that our own serialiser wrote, each tag sanitised by itself: a sanitiser looks at tags singly, and most have no
 * attributes to look at. Text is escaped already, a bare tag of the vocabulary is what it is, and of the other start
 * tags `judge`, asked once for all, gives what is left.
 *
 * @returns `undefined` where it is not made of balanced tags of the vocabulary and escaped text: then nothing is known of it
 */
export function tagByTag(html: string, judge: Judge): string | undefined {
  const questions = new Map<string, Question>();
  const pieces = html.includes(APART) ? undefined : partly(html, questions);
  if (pieces === undefined || questions.size === 0) return pieces?.join('');
  const asked = [...questions].map(([tag, { name }]) => tag + endOf(name));
  const answers = judge(asked.join(APART), new Set([...questions.values()].map(({ name }) => name))).split(APART);
  if (answers.length !== asked.length) return undefined;
  for (const [at, { name, places }] of [...questions.values()].entries()) {
    const answer = answers[at] ?? '';
    const end = endOf(name);
    if (!answer.startsWith(`<${name}`) || !answer.endsWith(`>${end}`)) return undefined;
    for (const place of places) pieces[place] = answer.slice(0, answer.length - end.length);
  }
  return pieces.join('');
}

/** What needs no judgement, with empty places for what does. */
function partly(html: string, questions: Map<string, Question>): string[] | undefined {
  const pieces: string[] = [];
  const open: string[] = [];
  let at = 0;
  for (let start = html.indexOf('<'); start >= 0; start = html.indexOf('<', at)) {
    TAG.lastIndex = start;
    const [tag = '', slash, name = '', attributes] = TAG.exec(html) ?? [];
    const text = escapedText(html.slice(at, start));
    if (text === undefined || !isKept(name) || name === 'iframe') return undefined;
    pieces.push(text);
    at = start + tag.length;
    if (slash === '/') {
      if (attributes !== '' || open.pop() !== name) return undefined;
      pieces.push(tag);
      continue;
    }
    if (ENDED_BY[open.at(-1) ?? '']?.test(name) === true) return undefined;
    if (!VOID.has(name)) open.push(name);
    if (attributes !== '') {
      const question = questions.get(tag) ?? { name, places: [] };
      question.places.push(pieces.length);
      questions.set(tag, question);
    }
    pieces.push(VOID.has(name) ? `<${name} />` : tag);
  }
  const rest = escapedText(html.slice(at));
  return rest === undefined || open.length > 0 ? undefined : [...pieces, rest];
}

const endOf = (name: string): string => (VOID.has(name) ? '' : `</${name}>`);

function escapedText(text: string): string | undefined {
  if (UNESCAPED.test(text)) return undefined;
  return text.includes('&nbsp;') ? text.replaceAll('&nbsp;', '\u00a0') : text;
}
