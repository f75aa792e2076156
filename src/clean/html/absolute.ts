import { decodeHTMLAttribute } from 'entities';
import { Tokenizer } from 'htmlparser2';
import { resolve } from '../address.js';
import { readSrcset, writeSrcset } from '../images/srcset.js';
import { ADDRESS_ATTRIBUTES } from '../vocabulary.js';

/** Attributes of HTML's that hold an address, beside those that cleaning keeps. */
const MORE: ReadonlySet<string> = new Set(['action', 'background', 'codebase', 'data', 'longdesc', 'srcset']);
/** What needs no base: an address with a scheme, a place within the article, nothing. */
const SETTLED = /^\s*(?:[a-z][a-z0-9+.-]*:|#|$)/i;

const nothing = (): void => undefined;

/**
 * HTML whose relative addresses are absolute and of which not a byte is changed else: for a body that is shown as it
 * arrived in a format that cannot say what its addresses are relative to. Linear.
 *
 * @param base absolute http(s) address
 */
export function withAbsoluteAddresses(html: string, base: string): string {
  const pieces: string[] = [];
  let kept = 0;
  let name = '';
  let value: { readonly start: number; readonly end: number } | undefined;
  const tokens = new Tokenizer(
    { decodeEntities: false },
    {
      onattribname(start, end) {
        name = html.slice(start, end).toLowerCase();
        value = undefined;
      },
      onattribdata: (start, end) => (value = { start: value?.start ?? start, end }),
      onattribend() {
        if (value === undefined || !(ADDRESS_ATTRIBUTES.has(name) || MORE.has(name))) return;
        const written = html.slice(value.start, value.end);
        const absolute = absoluteOf(name, decodeHTMLAttribute(written), base);
        if (absolute === undefined) return;
        pieces.push(html.slice(kept, value.start), escape(absolute));
        kept = value.end;
      },
      onattribentity: nothing, oncdata: nothing, onclosetag: nothing, oncomment: nothing, ondeclaration: nothing, onend: nothing, onopentagend: nothing,
      onopentagname: nothing, onprocessinginstruction: nothing, onselfclosingtag: nothing, ontext: nothing, ontextentity: nothing,
    },
  );
  tokens.write(html);
  tokens.end();
  return kept === 0 ? html : pieces.join('') + html.slice(kept);
}

/** Undefined where the value is right as it stands. */
function absoluteOf(name: string, value: string, base: string): string | undefined {
  if (name !== 'srcset') return SETTLED.test(value) ? undefined : resolve(value, base);
  const candidates = readSrcset(value);
  if (candidates.every(({ address }) => SETTLED.test(address))) return undefined;
  return writeSrcset(candidates.map((candidate) => (SETTLED.test(candidate.address) ? candidate : { ...candidate, address: resolve(candidate.address, base) })));
}

/** For any kind of quotes, and for none: resolved addresses hold neither blanks nor `>`. */
const escape = (address: string): string => address.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
