import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { discretionOf, type Discretion } from '../discretion.js';
import type { Configuration } from '../model.js';
import { readYaml, type YamlDocument } from './document.js';
import { expand, overriding, withOverrides } from './environment.js';
import { inFileOrder, type Finding, type Mistake, type Path } from './mistake.js';
import { checkReferences } from './references.js';
import { resolveConfiguration } from './resolve.js';
import { validate } from './validate.js';
import { findWarnings, type IsThere } from './warnings.js';

export type Loaded =
  | {
      readonly ok: true;
      readonly configuration: Configuration;
      readonly warnings: readonly Mistake[];
      /** A hash of all that the configuration says: the same where a reload changes nothing. */
      readonly fingerprint: string;
    }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] };

/**
 * Reads the file and judges it.
 * @param file relative to `cwd`, or absolute; messages name it as given
 * @param isThere where sources that are files and lack are to be warned of
 */
export async function loadConfiguration(file: string, env: NodeJS.ProcessEnv, cwd: string, isThere?: IsThere): Promise<Loaded> {
  try {
    const bytes = await readFile(resolve(cwd, file));
    return parseConfiguration(new TextDecoder('utf-8', { fatal: true }).decode(bytes), file, env, cwd, isThere);
  } catch (error) {
    const message = unreadable(error);
    if (message === undefined) throw error;
    return { ok: false, mistakes: [{ file, line: 0, column: 0, message }] };
  }
}

function unreadable(error: unknown): string | undefined {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'there is no such file: name another with --config, or begin it with `feedrelay add URL`';
    case 'EACCES':
    case 'EPERM':
      return 'the file may not be read by this user: change its owner or its mode';
    case 'EISDIR':
      return 'this is a folder: name the file in it';
    case 'ERR_ENCODING_INVALID_ENCODED_DATA':
      return 'the file is not UTF-8: save it in that encoding';
    default:
      return undefined;
  }
}

/** The text of a configuration file, judged: either all of it holds, or all its mistakes come at once, in file order. Pure. */
export function parseConfiguration(text: string, file: string, env: NodeJS.ProcessEnv, cwd: string, isThere?: IsThere): Loaded {
  return judge(text, file, file, env, cwd, isThere);
}

/** What holds where there is no file; an overriding variable with a mistake in it counts as not set. */
export function defaultConfiguration(env: NodeJS.ProcessEnv, cwd: string): Configuration {
  for (const environment of [env, {}]) {
    const loaded = judge('', 'the environment', undefined, environment, cwd);
    if (loaded.ok) return loaded.configuration;
  }
  throw new Error('the built-in defaults do not hold');
}

function judge(text: string, name: string, file: string | undefined, env: NodeJS.ProcessEnv, cwd: string, isThere?: IsThere): Loaded {
  const yaml = readYaml(text, name);
  if (yaml.broken) return { ok: false, mistakes: inFileOrder(yaml.mistakes) };
  const written = withOverrides(yaml.content, env);
  const { content, unset, hidden } = expand(yaml.content, env);
  const complete = withOverrides(content, env);
  const validated = validate(complete, written);
  const findings = [
    ...unset.filter(({ path }) => overriding(env, path) === undefined),
    ...(validated.ok ? [] : validated.findings.filter(({ path }) => !unset.some((spoilt) => isWithin(path, spoilt.path)))),
    ...checkReferences(complete, (path) => yaml.placeOf(path).line),
  ];
  const place = placing(yaml, name, env, discretionOf(hidden));
  const mistakes = [...yaml.mistakes, ...findings.map(place)];
  if (!validated.ok || mistakes.length > 0) return { ok: false, mistakes: inFileOrder(mistakes) };
  const configuration = resolveConfiguration(validated.value, hidden, file, cwd);
  return {
    ok: true,
    configuration,
    warnings: inFileOrder([...yaml.warnings, ...findWarnings(configuration, written, isThere).map(place)]),
    fingerprint: createHash('sha256').update(JSON.stringify(configuration)).digest('hex'),
  };
}

const isWithin = (path: Path, above: Path): boolean => above.every((step, place) => path[place] === step);

/** Looks up where a finding stands: in the file, or in the environment variable that overrides it. */
function placing(yaml: YamlDocument, file: string, env: NodeJS.ProcessEnv, discretion: Discretion): (finding: Finding) => Mistake {
  return ({ path, at, message: found }) => {
    const message = discretion.told(found);
    const variable = overriding(env, path);
    if (variable !== undefined) return { file: variable, line: 0, column: 0, message };
    return { file, ...(at === 'key' ? yaml.placeOfKey(path) : yaml.placeOf(path)), message };
  };
}
