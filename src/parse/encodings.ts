import iconv from 'iconv-lite';

/** UTF-16 and UTF-32 by mark or by the place of the zeros around a document's first `<` or `{` (XML 1.0 appendix F). */
const WIDE: readonly (readonly [signature: readonly number[], encoding: string])[] = [
  [[0xff, 0xfe, 0, 0], 'utf-32le'],
  [[0, 0, 0xfe, 0xff], 'utf-32be'],
  [[0x3c, 0, 0, 0], 'utf-32le'],
  [[0, 0, 0, 0x3c], 'utf-32be'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0x3c, 0, 0x3f, 0], 'utf-16le'],
  [[0, 0x3c, 0, 0x3f], 'utf-16be'],
  [[0x3c, 0, 0x72, 0], 'utf-16le'],
  [[0, 0x3c, 0, 0x72], 'utf-16be'],
  [[0x3c, 0, 0x66, 0], 'utf-16le'],
  [[0, 0x3c, 0, 0x66], 'utf-16be'],
  [[0x7b, 0, 0x0a, 0], 'utf-16le'],
  [[0x7b, 0, 0x22, 0], 'utf-16le'],
  [[0, 0x7b, 0, 0x22], 'utf-16be'],
];

/** The encoding that the first bytes alone give away; undefined for all that begin like ASCII. */
export function wideEncoding(bytes: Uint8Array): string | undefined {
  return WIDE.find(([signature]) => signature.every((byte, index) => bytes[index] === byte))?.[1];
}

/** The name under which {@link decodeAs} knows an encoding; undefined for one that nothing here reads. */
export function knownEncoding(label: string): string | undefined {
  const name = label.trim().toLowerCase().replace(/^["']|["']$/g, '');
  if (name === '' || name.length > 40) return undefined;
  // To the Encoding Standard, `utf-7` and the like would be `replacement`, which reads nothing.
  const platform = ownName(name) ?? ownName(name.replaceAll('_', '-'));
  if (platform !== undefined) return platform;
  return iconv.encodingExists(name) && !/^(?:base64|hex|utf-?7)/.test(name) ? name : undefined;
}

function ownName(label: string): string | undefined {
  if (/^(?:iso-10646-)?ucs-?[24]|^u(?:tf-?)?(?:16|32)$/.test(label)) return undefined;
  try {
    const { encoding } = new TextDecoder(label);
    // ASCII and Latin-1 are windows-1252 to the web, and that is how publishers use them (WHATWG Encoding §4.2).
    return encoding;
  } catch {
    return undefined;
  }
}

/**
 * Text of an encoding, without its byte order mark.
 *
 * @param strict give undefined rather than U+FFFD, but forgive a last character that is cut off
 */
export function decodeAs(bytes: Uint8Array, encoding: string, strict: boolean): string | undefined {
  const decoder = decoderOf(encoding, strict);
  if (decoder === undefined) {
    const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding);
    return strict && text.includes('\ufffd') ? undefined : text;
  }
  try {
    return decoder.decode(bytes, { stream: strict });
  } catch {
    return undefined;
  }
}

function decoderOf(encoding: string, fatal: boolean): InstanceType<typeof TextDecoder> | undefined {
  try {
    return new TextDecoder(encoding, { fatal });
  } catch {
    return undefined;
  }
}
