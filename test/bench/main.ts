/**
 * Every row of the product's table of speed, as ratios of two things measured in turn.
 *
 *     npm run bench [-- ROW… [--rounds N]]
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { HEAD, lineOf } from './report.js';
import { isMet, PACKAGES, type Row } from './row.js';
import { firstPoll } from './rows/first-poll.js';
import { history } from './rows/history.js';
import { memory } from './rows/memory.js';
import { notModified } from './rows/not-modified.js';
import { serving } from './rows/serving.js';
import { pollers, storeCost } from './rows/shared.js';
import { start } from './rows/start.js';
import { unchangedBody } from './rows/unchanged-body.js';
import { underLoad } from './rows/under-load.js';

const ROWS: readonly Row[] = [notModified, firstPoll, unchangedBody, serving, history, memory, underLoad, start, pollers, storeCost];

const { values, positionals } = parseArgs({ allowPositionals: true, options: { rounds: { type: 'string', default: '5' } } });
const unknown = positionals.filter((name) => !ROWS.some((row) => row.name === name));
const chosen = positionals.length === 0 ? ROWS : ROWS.filter(({ name }) => positionals.includes(name));
const missing = Object.entries(PACKAGES).filter(([program]) => chosen.some(({ needs }) => needs.some((need) => need === program)) && !isInstalled(program));

// What was started goes with us.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

if (unknown.length > 0) {
  console.error(`There is no row ${unknown.join(', ')}: the rows are ${ROWS.map(({ name }) => name).join(', ')}.`);
  process.exitCode = 1;
} else if (missing.length > 0) {
  console.error(`The rivals are missing: apt-get install ${missing.map(([, name]) => name).join(' ')}`);
  process.exitCode = 1;
} else {
  await measureAll(chosen, Math.max(1, Number(values.rounds)));
}

async function measureAll(rows: readonly Row[], rounds: number): Promise<void> {
  const [cpu] = cpus();
  console.log(`${new Date().toISOString().slice(0, 10)} · ${cpus().length} × ${cpu?.model ?? 'unknown'} · Node ${process.version} · ${rounds} rounds\n\n${HEAD}`);
  for (const row of rows) {
    // In the project, for a temporary folder may be memory and not a disk.
    const parent = fileURLToPath(new URL('../../cache/', import.meta.url));
    await mkdir(parent, { recursive: true });
    const place = await mkdtemp(join(parent, 'bench-'));
    process.once('exit', () => rmSync(place, { recursive: true, force: true }));
    try {
      for (const comparison of await row.measure(place, rounds)) {
        console.log(lineOf(comparison));
        if (isMet(comparison) === false) process.exitCode = 2;
      }
    } finally {
      await rm(place, { recursive: true });
    }
  }
}

function isInstalled(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `PATH=$PATH:/usr/sbin command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
