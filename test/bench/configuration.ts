import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Sources {
  readonly count: number;
  readonly origin: string;
  /** Polled only when asked, unless said. */
  readonly schedule?: string;
  readonly limits?: string;
}

/** Writes `config.yaml` for sources `s0`, `s1` … into a folder; the store lies beside it. */
export async function configure(place: string, { count, origin, schedule = 'every 7d', limits = '' }: Sources): Promise<void> {
  const sources = Array.from({ length: count }, (_, at) => `  - { id: s${at}, url: '${origin}/${at}' }`);
  const text = `server: { listen: '127.0.0.1:0', token: bench }
store: sqlite:./bench.db
limits: { ${limits} }
defaults: { schedule: '${schedule}', profile: feedx }
sources:
${sources.join('\n')}
`;
  await writeFile(join(place, 'config.yaml'), text);
}
