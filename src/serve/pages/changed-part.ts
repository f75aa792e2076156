/** Characters of what stayed that are shown around a change, and the most of a change that is shown. */
const AROUND = 60;
const MOST = 20_000;

/** Where two texts begin and end to differ, with a little of what stayed around it; `…` stands for what is left out. */
export function changedPart(before: string, after: string): { readonly before: string; readonly after: string } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const part = (text: string): string => {
    const [from, to] = [Math.max(0, start - AROUND), Math.min(text.length, text.length - end + AROUND)];
    const shown = to - from > MOST ? `${text.slice(from, from + MOST)}…` : text.slice(from, to);
    return `${from > 0 ? '…' : ''}${shown}${to < text.length ? '…' : ''}`;
  };
  return { before: part(before), after: part(after) };
}
