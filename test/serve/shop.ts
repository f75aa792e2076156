import { afterEach } from 'vitest';
import { startServer, type Found, type Representation, type RunningServer, type ServerOptions, type Shelf } from '../../src/serve/index.js';

export const atomText = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">${'<entry><title>同一篇</title></entry>'.repeat(400)}</feed>`;

export function representation(changes: Partial<Representation> = {}): Representation {
  return {
    body: Buffer.from(atomText),
    contentType: 'application/atom+xml; charset=utf-8',
    etag: 'v1',
    modified: Date.UTC(2024, 10, 29, 17, 28, 27),
    maxAge: 900,
    ...changes,
  };
}

/** A shelf with these documents; `gone` paths were there once. */
export function shelfOf(documents: Readonly<Record<string, Representation>>, gone: readonly string[] = []): Shelf {
  return {
    find(path): Found {
      const found = Object.hasOwn(documents, path) ? documents[path] : undefined;
      if (found !== undefined) return { kind: 'found', representation: found };
      return { kind: gone.includes(path) ? 'gone' : 'missing' };
    },
  };
}

const open: RunningServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close(0)));
});

/** A server on a free port, closed after the test. */
export async function serving(options: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const started = await startServer({
    listen: { host: '127.0.0.1', port: 0 },
    basePath: '',
    shelf: shelfOf({ '/feeds/voa.atom': representation() }),
    ready: () => true,
    ...options,
  });
  if (!started.ok) throw new Error(started.failure.message);
  open.push(started.value);
  return started.value;
}
