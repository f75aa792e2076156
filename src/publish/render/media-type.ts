const BY_EXTENSION: ReadonlyMap<string, string> = new Map(Object.entries({
  aac: 'audio/aac',
  flac: 'audio/flac',
  m4a: 'audio/mp4',
  m4b: 'audio/mp4',
  mp3: 'audio/mpeg',
  oga: 'audio/ogg',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  weba: 'audio/webm',
  avi: 'video/x-msvideo',
  m4v: 'video/mp4',
  m3u8: 'application/vnd.apple.mpegurl',
  mkv: 'video/x-matroska',
  mov: 'video/quicktime',
  mp4: 'video/mp4',
  mpeg: 'video/mpeg',
  mpg: 'video/mpeg',
  ogv: 'video/ogg',
  webm: 'video/webm',
  avif: 'image/avif',
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
  webp: 'image/webp',
  epub: 'application/epub+zip',
  pdf: 'application/pdf',
  torrent: 'application/x-bittorrent',
  zip: 'application/zip',
}));
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;\s*[\w!#$&^.+-]+=(?:[\w!#$&^.+-]+|"[^"\\]*"))*$/;

/**
 * The media type of an enclosure: the source's, if it is one (RFC 6838 §4.2; feeds write `mp3` or nothing),
 * else by the address's extension, else `application/octet-stream`, for every format wants one.
 */
export function mediaType(address: string, told: string | undefined): string {
  const type = told?.trim() ?? '';
  if (MEDIA_TYPE.test(type)) return type;
  const extension = /\.(\w+)$/.exec(URL.canParse(address) ? new URL(address).pathname : address)?.[1];
  return BY_EXTENSION.get(extension?.toLowerCase() ?? '') ?? 'application/octet-stream';
}
