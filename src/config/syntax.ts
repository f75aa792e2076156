import type { ErrorCode } from 'yaml';

/** The one syntax error behind which the rest of the file can still be judged. */
export const duplicateKey = 'this key stands twice in one map: keep one of them';

export const aliasMistake = (name: string): string => `*${name} is a reference to YAML, and nothing has that name: put the text in quotes, such as "*/30 * * * *"`;

/** YAML's own complaints in words that name the cure; what is not listed keeps yaml's words. */
const cures: Partial<Record<ErrorCode, string>> = {
  DUPLICATE_KEY: duplicateKey,
  TAB_AS_INDENT: 'the line is indented with a tab: use spaces',
  MULTIPLE_DOCS: 'a second document begins here: keep one, without another ---',
  BLOCK_AS_IMPLICIT_KEY: 'a value may not hold ": " unquoted, nor a line be indented deeper than the one before it without need: put the text in quotes, or set the line right',
  MULTILINE_IMPLICIT_KEY: 'a key runs over several lines: check the indentation, and that every key ends in a colon',
  BAD_SCALAR_START: 'a text may not begin with this character unquoted: put it in quotes',
  BAD_DQ_ESCAPE: 'a backslash in double quotes begins an escape that YAML does not know: use single quotes, or write \\\\',
  BAD_COLLECTION_TYPE: 'a list and a map are mixed: begin every line of a list with "- ", and none of a map',
};

/** `store: memory:`, seen from its value on. */
const COLON_AT_END = /^([^\s"'#]+:)[ \t]*(?:[#}\],\r\n]|$(?![^]))/;

/**
 * One sentence on a syntax error: what is wrong, and what would be right.
 * @param rest the text from the error on
 */
export function syntaxMistake(code: ErrorCode, message: string, rest: string): string {
  const ended = code === 'BLOCK_AS_IMPLICIT_KEY' || code === 'BLOCK_IN_FLOW' ? COLON_AT_END.exec(rest)?.[1] : undefined;
  if (ended !== undefined) return `a value may not end in a colon unquoted: write "${ended}"`;
  const cure = cures[code];
  if (cure !== undefined) return cure;
  const words = message.charAt(0).toLowerCase() + message.slice(1);
  if (/alias/.test(message)) return 'a text that begins with * is a reference to YAML: put it in quotes, such as "*/30 * * * *"';
  if (/^Missing closing/.test(message)) return 'a quote opens before this place and does not close: close it';
  if (/^Comments must be separated/.test(message)) return 'a # begins a comment here: put the text in quotes, such as "#ad"';
  if (/must be sufficiently indented and end with a ([\]}])/.test(message)) return `a bracket opens before this place and does not close: write ${message.slice(-1)} at its end`;
  return `is no YAML (${words}): check indentation, colons and quotes here`;
}
