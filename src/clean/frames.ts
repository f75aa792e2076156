/** Frames that survive: players of videos, on hosts named here. */

import { parseAddress } from './address.js';

/** Host to the path that its player's addresses start with. */
const PLAYERS: Readonly<Record<string, string>> = {
  'www.youtube.com': '/embed/',
  'youtube.com': '/embed/',
  'm.youtube.com': '/embed/',
  'www.youtube-nocookie.com': '/embed/',
  'youtube-nocookie.com': '/embed/',
  'player.vimeo.com': '/video/',
  'player.bilibili.com': '/player.html',
  'www.dailymotion.com': '/embed/',
  'geo.dailymotion.com': '/player',
  'bbc.com': '/ws/av-embeds/',
  'www.bbc.com': '/ws/av-embeds/',
  'www.bbc.co.uk': '/ws/av-embeds/',
  'embed.ted.com': '/talks/',
  'v.qq.com': '/txp/iframe/',
  'player.youku.com': '/embed/',
  'www.voachinese.com': '/embed/',
  'w.soundcloud.com': '/player/',
  'open.spotify.com': '/embed/',
  'archive.org': '/embed/',
};

export const FRAME_HOSTS: readonly string[] = Object.keys(PLAYERS);

/** A player runs its own script in its own origin; it cannot touch the page, submit forms or leave its frame. */
export const FRAME_SANDBOX = ['allow-scripts', 'allow-same-origin', 'allow-popups', 'allow-presentation'];

/** The https address of a known player, or `undefined` for every other frame. */
export function playerAddress(src: string): string | undefined {
  const url = parseAddress(src.startsWith('//') ? `https:${src}` : src);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.port !== '') return undefined;
  const path = PLAYERS[url.hostname];
  if (path === undefined || !url.pathname.startsWith(path)) return undefined;
  url.protocol = 'https:';
  return url.href;
}
