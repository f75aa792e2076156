/** The pictures that are relayed: rasters, which every reader shows and in which nothing can run. Never SVG. */
export type PictureType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif';

/** As many first bytes as tell every one of them. */
export const HEAD_BYTES = 512;

/** What a picture is by its first bytes, whatever its host calls it; `undefined` for what is none of ours. */
export function pictureTypeOf(head: Uint8Array): PictureType | undefined {
  return SIGNATURES.find(({ fits }) => fits(head))?.type;
}

const SIGNATURES: readonly { readonly type: PictureType; readonly fits: (head: Uint8Array) => boolean }[] = [
  { type: 'image/jpeg', fits: (head) => says(head, 0, '\xff\xd8\xff') },
  { type: 'image/png', fits: (head) => says(head, 0, '\x89PNG\r\n\x1a\n') },
  { type: 'image/gif', fits: (head) => says(head, 0, 'GIF87a') || says(head, 0, 'GIF89a') },
  { type: 'image/webp', fits: (head) => says(head, 0, 'RIFF') && says(head, 8, 'WEBPVP8') },
  { type: 'image/avif', fits: (head) => brandsOf(head).some((brand) => brand === 'avif' || brand === 'avis') },
];

/** The brands of an ISO base media file (ISO 14496-12 §4.3): HEIC and films have the same frame, and other brands. */
function brandsOf(head: Uint8Array): readonly string[] {
  if (!says(head, 4, 'ftyp')) return [];
  const box = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const end = Math.min(box.readUInt32BE(0), box.length);
  const brands = [];
  // After the major brand stands its version, which is none.
  for (let at = 8; at + 4 <= end; at += at === 8 ? 8 : 4) brands.push(box.toString('latin1', at, at + 4));
  return brands;
}

function says(head: Uint8Array, at: number, text: string): boolean {
  return Buffer.from(head.subarray(at, at + text.length)).toString('latin1') === text;
}
