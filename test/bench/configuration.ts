import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Sources {
  readonly count: number;
  /** Of the sites, or of each source's. */
  readonly origin: string | ((at: number) => string);
  /** Polled only when asked, unless said. */
  readonly schedule?: string;
  readonly limits?: string;
  /** A file beside it unless said. */
  readonly store?: string;
}

/** Writes `config.yaml` for sources `s0`, `s1` … into a folder; the store lies beside it, unless said. */
export async function configure(place: string, { count, origin, schedule = 'every 7d', limits = '', store = 'sqlite:./bench.db' }: Sources): Promise<void> {
  const sources = Array.from({ length: count }, (_, at) => `  - { id: s${at}, url: '${typeof origin === 'string' ? origin : origin(at)}/${at}' }`);
  const text = `server: { listen: '127.0.0.1:0', token: bench }
store: ${store}
limits: { ${limits} }
defaults: { schedule: '${schedule}', profile: feedx }
sources:
${sources.join('\n')}
`;
  await writeFile(join(place, 'config.yaml'), text);
}
