/** Tokens and keys are shorter; a longer word is nobody's. */
const LONGEST_WORD = 2_000;

/**
 * The beginning of a text, of so many characters at most, with `…` where something was left out. It is cut before a word of
 * ASCII characters, never in it: half of a secret, which a server may repeat, is not known again by who hides secrets.
 */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = length - 1;
  let cut = end;
  while (cut > 0 && end - cut < LONGEST_WORD && isWord(text.charCodeAt(cut - 1)) && isWord(text.charCodeAt(cut))) cut -= 1;
  return `${text.slice(0, cut).replace(/[\ud800-\udbff]$/, '').trimEnd()}…`;
}

function isWord(unit: number): boolean {
  return unit > 0x20 && unit < 0x7f;
}
