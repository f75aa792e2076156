import { dirname, join } from 'node:path';
import type { Configuration, Millis } from '../model.js';
import type { Fetcher } from '../fetch/index.js';
import type { Logger } from '../log.js';
import { trustedHosts } from './fetcher.js';
import { createPictureRelay, type PictureRelay, type PictureRelayOptions } from '../relay/index.js';

export interface PicturesOptions extends Pick<PictureRelayOptions, 'note' | 'received'> {
  readonly fetcher: Fetcher;
  /** What holds at the moment; a reload puts others in their place. */
  readonly configuration: () => Configuration;
  /** Signs and opens their addresses. */
  readonly key: () => string;
  readonly clock: () => Millis;
  readonly log: Logger;
}

/**
 * The relay of this configuration's pictures. It is there whatever `images` says now: addresses that were published once
 * are asked for as long as readers keep the articles they stand in.
 */
export function openPictures({ configuration, key, ...rest }: PicturesOptions): PictureRelay {
  return createPictureRelay({
    ...rest,
    cacheDir: pictureFolder(configuration().store),
    limits: () => configuration().limits,
    key,
    trustedHosts: () => trustedHosts(configuration().sources),
  });
}

/** Beside an embedded store; for any other, where an embedded one would be. */
function pictureFolder(store: string): string {
  return store.startsWith('sqlite:') ? join(dirname(store.slice('sqlite:'.length)), 'pictures') : join('cache', 'pictures');
}
