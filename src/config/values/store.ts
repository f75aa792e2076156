import { resolve } from 'node:path';
import { right, wrong, type Reading } from './reading.js';

const advice = 'write sqlite:PATH such as sqlite:./cache/feedrelay.db, redis://host:6379/0, rediss://… or memory';

/** `sqlite:PATH`, `redis://…`, `rediss://…` or `memory:` (also without its colon, which YAML wants quoted); a path may be relative, {@link storeAddress} makes it absolute. */
export function readStore(text: string): Reading<string> {
  const written = text.trim();
  if (/^memory$/i.test(written)) return right('memory:');
  const scheme = /^([a-z]+):/i.exec(written)?.[1]?.toLowerCase();
  const rest = written.slice((scheme?.length ?? 0) + 1);
  switch (scheme) {
    case 'memory':
      return rest === '' || rest === '//' ? right('memory:') : wrong('takes nothing after memory, for it is kept nowhere');
    case 'sqlite':
      return readSqlite(rest);
    case 'redis':
    case 'rediss':
      return readRedis(written);
    case 'valkey':
    case 'valkeys':
      return wrong('is named by its product: Valkey speaks the Redis protocol, so write redis:// or rediss://');
    default:
      return wrong(`is no store: ${advice}`);
  }
}

function readSqlite(rest: string): Reading<string> {
  const path = rest.startsWith('///') ? rest.slice(2) : rest;
  if (path === ':memory:') return wrong('would forget everything at the end: write memory if that is what you want');
  if (path === '' || path.startsWith('//') || path.endsWith('/')) {
    return wrong('names no file: write sqlite: and a path such as sqlite:./cache/feedrelay.db or sqlite:/var/lib/feedrelay/feedrelay.db');
  }
  return right(`sqlite:${path}`);
}

function readRedis(written: string): Reading<string> {
  if (!URL.canParse(written)) return wrong(`is no address of a Redis server: ${advice}`);
  const url = new URL(written);
  if (url.hostname === '') return wrong('names no host: write redis://host:6379/0');
  return /^\/?\d*$/.test(url.pathname)
    ? right(url.href)
    : wrong('has a path that is no database number: write redis://host:6379/0');
}

export function storeAddress(store: string, cwd: string): string {
  return store.startsWith('sqlite:') ? `sqlite:${resolve(cwd, store.slice('sqlite:'.length))}` : store;
}
