import type { Result } from '../../model.js';
import { bash } from './completion/bash.js';
import { fish } from './completion/fish.js';
import { zsh } from './completion/zsh.js';

const shells = { bash, zsh, fish } as const;

/** The script that makes a shell complete our commands, options and their choices. */
export function completionScript(shell: string): Result<string> {
  const known = Object.entries(shells).find(([name]) => name === shell);
  if (known !== undefined) return { ok: true, value: known[1]() };
  return { ok: false, failure: { code: 'unknown-shell', message: `There is no completion for ${shell}: name bash, zsh or fish.` } };
}
