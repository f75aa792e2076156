import { Document, isScalar, Scalar, visit } from 'yaml';

/** What a line of YAML cannot hold as it stands: controls, line ends of every kind, halves of characters. */
const AWKWARD = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff]/;
const UNSEEN = /[\u007f-\u009f\u2028\u2029\ufeff]/g;

/**
 * A value as YAML for people, one line a string: what is awkward stands in quotes with JSON's escapes,
 * so that no line of it can be taken for the end of a front matter.
 */
export function toYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && AWKWARD.test(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
    // Lists of numbers are for the program: they may stand on one line.
    Seq: (_, node) => {
      if (node.items.length > 0 && node.items.every((item) => isScalar(item) && typeof item.value === 'number')) node.flow = true;
    },
  });
  const text = document.toString({ lineWidth: 0, doubleQuotedAsJSON: true });
  return text.replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
