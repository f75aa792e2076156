/**
 * Where a CDATA section or a comment that begins at `at` ends, at its end mark: in it no `<` is markup.
 *
 * @returns undefined where neither begins, -1 where it has no end
 */
export function endOfLiteral(text: string, at: number): number | undefined {
  if (text.startsWith('<![CDATA[', at)) return text.indexOf(']]>', at);
  return text.startsWith('<!--', at) ? text.indexOf('-->', at) : undefined;
}
