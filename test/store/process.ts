/** Other processes that use the store: they run what was built. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const STORE = new URL('../../dist/doors/store.js', import.meta.url).href;

/** A module's text with the store room in scope, and `open(address)` that throws where openStore fails. */
const withStore = (code: string): string => `
  import { openStore, checkStore } from ${JSON.stringify(STORE)};
  const open = async (address, options) => {
    const opened = await openStore(address, options);
    if (!opened.ok) { console.log(opened.failure.code + ': ' + opened.failure.message); process.exit(3); }
    return opened.value;
  };
  ${code}`;

export function start(code: string, before: readonly string[] = []): ChildProcessWithoutNullStreams {
  const [command, ...args] = [...before, process.execPath, '--input-type=module', '-e', withStore(code)];
  return spawn(command, args);
}

/** Runs it to its end and gives the lines it printed. */
export async function run(code: string, before: readonly string[] = []): Promise<string[]> {
  const child = start(code, before);
  const output: string[] = [];
  createInterface(child.stdout).on('line', (line) => output.push(line));
  createInterface(child.stderr).on('line', (line) => output.push(`stderr ${line}`));
  await once(child, 'close');
  return output;
}
