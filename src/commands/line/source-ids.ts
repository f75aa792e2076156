/**
 * The ids of a configuration's sources, in their order, for a shell that completes them: found by sight and not by reading
 * the YAML, which takes too long between two keys. What is written in unusual ways is not offered.
 */
export function sourceIdsIn(text: string): readonly string[] {
  const plain = text.replaceAll('\r', '').replaceAll(/^\s*#.*$|\s#.*$/gm, '');
  return [...sourcesOf(plain).matchAll(/(?:^\s*(?:-\s+)?|[{,]\s*)["']?id["']?:\s*["']?([a-z0-9-]+)/gm)].flatMap(([, id = '']) => id);
}

/** From the key `sources` to the next of the document. */
function sourcesOf(text: string): string {
  const [, block] = /^sources[ \t]*:([^]*?)(?=^[^\s#\-\]}]|$(?![^]))/m.exec(text) ?? [];
  if (block !== undefined) return block;
  const [, flow = ''] = /["']sources["']\s*:([^]*)/.exec(text) ?? [];
  return flow.replace(/["']feeds["']\s*:[^]*/, '');
}
