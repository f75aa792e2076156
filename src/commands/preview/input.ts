import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readWebAddress } from '../../config/index.js';
import type { Result } from '../../model.js';
import { addressesOf } from '../typed.js';

/** One input. A user name and password in it go into a header: what is published and told of it shows neither. */
export interface Input {
  /** As typed. */
  readonly input: string;
  /** As typed, without a password. */
  readonly name: string;
  readonly address: Result<string>;
  /** Where `address` was guessed, for what was typed has no scheme and is no file: what it may be as well. */
  readonly instead?: string;
  readonly authorization?: string;
}

export function readInput(input: string, cwd: string): Input {
  const [guess, instead] = isNoFile(input) && !existsSync(resolve(cwd, input)) ? addressesOf(input) : [];
  if (guess !== undefined && instead !== undefined) return { input, name: input, address: right(guess), instead };
  const address = addressOf(input, cwd);
  const name = input.replace(/^(https?:\/\/)[^/?#]*@/i, '$1');
  if (!address.ok || !address.value.startsWith('http')) return { input, name, address };
  const { href, authorization } = readWebAddress(new URL(address.value));
  return { input, name, address: right(href), ...(authorization === undefined ? {} : { authorization }) };
}

/** `feed.xml` is a file that is missed, and no host. */
const isNoFile = (typed: string): boolean => !/^[^/]*\.(?:xml|rss|atom|rdf|json|md|markdown|html?|opml|txt|ya?ml)$/i.test(typed);

/**
 * What was typed, as an absolute http(s): or file: address.
 * @param typed such an address, `file:` perhaps relative, or the path of a file or folder
 */
export function addressOf(typed: string, cwd: string): Result<string> {
  if (typed.trim() === '') return wrong('This names nothing: name an address, a file or a folder.');
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
