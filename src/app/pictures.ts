import { dirname, join } from 'node:path';
import type { Configuration, Millis } from '../model.js';
import type { Fetcher } from '../fetch/index.js';
import type { Logger } from '../log.js';
import type { House } from '../poll/index.js';
import { createPictureRelay, type PictureRelay, type PictureRelayOptions } from '../relay/index.js';

export interface PicturesOptions extends Pick<PictureRelayOptions, 'note' | 'received'> {
  readonly fetcher: Fetcher;
  /** What holds at the moment; a reload puts others in their place. */
  readonly configuration: () => Configuration;
  readonly house: () => House;
  readonly clock: () => Millis;
  readonly log: Logger;
}

/**
 * The relay of this configuration's pictures. It is there whatever `images` says now: addresses that were published once
 * are asked for as long as readers keep the articles they stand in.
 */
export function openPictures({ configuration, house, ...rest }: PicturesOptions): PictureRelay {
  return createPictureRelay({
    ...rest,
    cacheDir: pictureFolder(configuration().store),
    limits: () => configuration().limits,
    key: () => keyOf(house()),
    trustedHosts: () => house().trustedHosts,
  });
}

/** Beside an embedded store; for any other, where an embedded one would be. */
function pictureFolder(store: string): string {
  return store.startsWith('sqlite:') ? join(dirname(store.slice('sqlite:'.length)), 'pictures') : join('cache', 'pictures');
}

function keyOf({ relay }: House): string {
  // An empty key would open whatever anybody signs with it.
  if (relay === undefined) throw new Error('a house that serves pictures has a key to sign them with');
  return relay.key;
}
