/**
 * EBCDIC, the one family of encodings in which a document does not begin like ASCII and which no library here reads
 * (XML 1.0 appendix F tells it by the bytes of `<?xm`). From 0x40 on; below stand controls.
 */
const US_AND_CANADA =
  ' \u00a0âäàáãåçñ¢.<(+|&éêëèíîïìß!$*);¬-/ÂÄÀÁÃÅÇÑ¦,%_>?' +
  'øÉÊËÈÍÎÏÌ`:#@\'="Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ¤' +
  'µ~stuvwxyz¡¿ÐÝÞ®^£¥·©§¶¼½¾[]¯¨´×{ABCDEFGHI\u00adôöòóõ' +
  '}JKLMNOPQR¹ûüùúÿ\\÷STUVWXYZ²ÔÖÒÓÕ0123456789³ÛÜÙÚ\u009f';

/** What the others have at the same place: pairs of ours and theirs. */
const OTHERS: readonly (readonly [label: RegExp, pairs: string])[] = [
  [/500|ebcdic-?_?cp-?_?(?:be|ch)/, '¢[|!!]¬^^¢[¬]|'],
  [/1140/, '¤€'],
  [/1026/, 'ç{¢Ç|!!Ğ$İ¬^Ç[¦ş`ı#Ö@Ş"Üð}ý`þ¦~öÐ]Ý$Þ@^¢[¬]|{çö~}ğü\\\\üÖ#Ü"'],
  [/273/, 'ä{¢Ä|!ß~!Ü¬^Ä[¦ö@§~ß^¢§@[¬]|¯‾{äö¦}üü}\\ÖÖ\\Ü]'],
];

/** Whether bytes begin with an XML declaration in EBCDIC. */
export function isEbcdic(bytes: Uint8Array): boolean {
  return bytes[0] === 0x4c && bytes[1] === 0x6f && bytes[2] === 0xa7 && bytes[3] === 0x94;
}

/** Text in the EBCDIC of the country that the declaration names. */
export function decodeEbcdic(bytes: Uint8Array): string {
  const label = /encoding\s*=\s*["']([\w.:-]{1,40})/.exec(translate(bytes.subarray(0, 200), ''))?.[1]?.toLowerCase() ?? '';
  return translate(bytes, OTHERS.find(([pattern]) => pattern.test(label))?.[1] ?? '');
}

function translate(bytes: Uint8Array, pairs: string): string {
  const theirs = new Map([...pairs.matchAll(/(.)(.)/gsu)].map(([, ours = '', their = '']) => [ours, their]));
  const table = US_AND_CANADA.replace(/./gsu, (ours) => theirs.get(ours) ?? ours);
  let text = '';
  // Tab, line feed in its two codes, carriage return: all of the controls that text holds.
  for (const byte of bytes) text += byte >= 0x40 ? table.charAt(byte - 0x40) : byte === 0x05 ? '\t' : byte === 0x25 || byte === 0x15 ? '\n' : byte === 0x0d ? '\r' : '';
  return text;
}
