import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Result } from '../../model.js';

/**
 * What was typed, as an absolute http(s): or file: address.
 * @param typed such an address, `file:` perhaps relative, or the path of a file or folder
 */
export function addressOf(typed: string, cwd: string): Result<string> {
  if (/^https?:/i.test(typed)) {
    return URL.canParse(typed) ? right(new URL(typed).href) : wrong(`${typed} cannot be read as an address: write http://HOST/PATH or https://HOST/PATH.`);
  }
  if (!/^file:/i.test(typed)) return right(pathToFileURL(resolve(cwd, typed)).href);
  try {
    // By way of a path, for a file's address has neither query nor fragment, nor another host.
    return right(pathToFileURL(fileURLToPath(new URL(typed, pathToFileURL(`${cwd}/`)))).href);
  } catch {
    return wrong(`${typed} names no file of this machine: write file:///PATH, or the path alone.`);
  }
}

const right = (value: string): Result<string> => ({ ok: true, value });
const wrong = (message: string): Result<string> => ({ ok: false, failure: { code: 'bad-address', message } });
