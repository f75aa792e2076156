import type { Hidden } from '../model.js';
import type { Finding, Path } from './mistake.js';
import { isSecret, nameOf } from './naming.js';

/** The file that is read where the command line names none. */
export function configurationFile(env: NodeJS.ProcessEnv): string {
  return env['FEEDRELAY_CONFIG'] || 'config/feedrelay.yaml';
}

/** What a container sets without touching the file. An empty variable counts as not set, for compose files pass those. */
const overrides: readonly { readonly name: string; readonly path: readonly [string, ...string[]] }[] = [
  { name: 'FEEDRELAY_LISTEN', path: ['server', 'listen'] },
  { name: 'FEEDRELAY_BASE_URL', path: ['server', 'baseUrl'] },
  { name: 'FEEDRELAY_STORE', path: ['store'] },
];

/** The variable whose value stands at `path`, if one overrides it. */
export function overriding(env: NodeJS.ProcessEnv, path: Path): string | undefined {
  return overrides.find((override) => env[override.name] && override.path.join('.') === path.join('.'))?.name;
}

/** The content with the overriding variables in their places. */
export function withOverrides(content: unknown, env: NodeJS.ProcessEnv): unknown {
  return overrides.reduce((result, { name, path }) => {
    const value = env[name];
    return value ? put(result, path, value) : result;
  }, content);
}

function put(content: unknown, [key, ...rest]: readonly [string, ...string[]], value: string): unknown {
  const map = content ?? {};
  if (typeof map !== 'object' || Array.isArray(map)) return content;
  const inner: unknown = Reflect.get(map, key);
  const [next, ...others] = rest;
  return { ...map, [key]: next === undefined ? value : put(inner, [next, ...others], value) };
}

/** Where an unset variable means "not set" and is no mistake. */
const optional = new Set(['server.token', 'server.secret']);

export interface Expanded {
  readonly content: unknown;
  readonly unset: readonly Finding[];
  /** What stood in the place of variables that may be secrets. */
  readonly hidden: readonly Hidden[];
}

/**
 * The content with every `${NAME}` in a text replaced by the variable's value; `$${NAME}` stands for
 * `${NAME}` itself. Keys are left as they are.
 */
export function expand(content: unknown, env: NodeJS.ProcessEnv): Expanded {
  const unset: Finding[] = [];
  const hidden = new Map<string, string>();
  const open: string[] = [];
  const walk = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string') return expandText(value, path);
    if (Array.isArray(value)) return value.map((item, place) => walk(item, [...path, place]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, inner]) => [key, walk(inner, [...path, key])] as const)
        .filter(([, inner]) => inner !== undefined),
    );
  };
  const expandText = (text: string, path: Path): string | undefined => {
    const { expanded, missing, malformed, values } = fill(text, env);
    if (mayBeSecret(path)) for (const [name, value] of values) hidden.set(name, value);
    else if (isPublished(path)) open.push(expanded);
    const tell = (message: string): number => unset.push({ path, at: 'value', message });
    if (malformed !== undefined) {
      tell(
        `${nameOf(path)} holds ${malformed}, and only \${NAME} is read from the environment: ` +
          'give the variable a value there, or write $$ for a plain $',
      );
    }
    if (optional.has(path.join('.'))) return missing.length > 0 || expanded === '' ? undefined : expanded;
    for (const name of missing) {
      tell(`the environment variable ${name} is not set: set it before the start, or write $\${${name}} if the text itself is meant`);
    }
    return expanded;
  };
  const complete = walk(content, []);
  const secrets = [...hidden].map(([name, value]): Hidden => ({ name, value: value.trim() }));
  return { content: complete, unset, hidden: secrets.filter(({ value }) => value !== '' && !open.some((text) => text.includes(value))) };
}

/** In a source's address, too: people put keys there. */
function mayBeSecret(path: Path): boolean {
  return isSecret(path) || (path[0] === 'sources' && path.length === 3 && path[2] === 'url');
}

/** What readers are told in any case. */
function isPublished(path: Path): boolean {
  return ['id', 'title', 'baseUrl'].includes(String(path.at(-1)));
}

function fill(text: string, env: NodeJS.ProcessEnv) {
  const missing: string[] = [];
  const values = new Map<string, string>();
  let malformed: string | undefined;
  const expanded = text.replaceAll(/(\$?)\$\{([A-Za-z_]\w*)([^}\w][^}]*)?\}/g, (whole, escape: string, name: string, rest: string | undefined) => {
    if (escape !== '') return whole.slice(1);
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    if (rest !== undefined) malformed = whole;
    else if (value === undefined) missing.push(name);
    else values.set(name, value);
    return value ?? whole;
  });
  return { expanded, missing: [...new Set(missing)], malformed, values };
}
