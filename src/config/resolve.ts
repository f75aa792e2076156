import { resolve } from 'node:path';
import type { Configuration, Hidden, Images, MergedFeed, Source } from '../model.js';
import type { Written, WrittenImages, WrittenSource } from './schema.js';
import { fileAddress } from './values/address.js';
import { baseUrlOf } from './values/server.js';
import { storeAddress } from './values/store.js';

/** The written configuration with every default applied and every path absolute. */
export function resolveConfiguration(written: Written, hidden: readonly Hidden[], file: string | undefined, cwd: string): Configuration {
  const { listen, baseUrl = baseUrlOf(listen), ...secrets } = written.server;
  return {
    ...(file === undefined ? {} : { file: resolve(cwd, file) }),
    server: { listen, baseUrl, ...secrets },
    store: storeAddress(written.store, cwd),
    limits: written.limits,
    sources: written.sources.map((source) => resolveSource(source, written.defaults, cwd)),
    feeds: written.feeds.map((feed): MergedFeed => ({ ...feed, limit: feed.limit ?? written.defaults.limit })),
    hidden,
  };
}

function resolveSource(source: WrittenSource, defaults: Written['defaults'], cwd: string): Source {
  const { url, images, headers = {}, remove = [], ...rest } = source;
  const { images: commonImages, ...common } = defaults;
  return {
    ...common,
    ...rest,
    url: url.kind === 'web' ? url.href : fileAddress(url.written, cwd),
    images: resolveImages(images, commonImages),
    remove,
    headers: url.kind === 'web' ? withAuthorization(headers, url.authorization) : headers,
  };
}

/** Key by key: what a source says of pictures, then what `defaults` says. */
function resolveImages(own: WrittenImages | undefined, common: WrittenImages): Images {
  const merged: Partial<Images> = { ...common, ...own };
  const { default: mode = { kind: 'direct' }, hosts = [], https = [] } = merged;
  return { default: mode, hosts, https };
}

/** A header the operator wrote wins over the user name in the address. */
function withAuthorization(headers: Readonly<Record<string, string>>, authorization: string | undefined): Readonly<Record<string, string>> {
  const written = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
  return authorization === undefined || written ? headers : { ...headers, Authorization: authorization };
}
