import type { Path } from './mistake.js';

/** What a key is called in a message: `schedule`, `include.title`, `remove[1]`, `server.listen`. */
export function nameOf(path: Path): string {
  const [list, place, ...rest] = path;
  if ((list === 'sources' || list === 'feeds') && typeof place === 'number') {
    return rest.length > 0 ? joined(rest) : list === 'sources' ? 'this source' : 'this merged feed';
  }
  return path.length > 0 ? joined(path) : 'the configuration';
}

function joined(path: Path): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === 'number') return `${name}[${step}]`;
    const key = String(step);
    if (name === '') return key;
    return /^[\w-]+$/.test(key) ? `${name}.${key}` : `${name}["${key}"]`;
  }, '');
}

/** The value at a path of plain maps and lists. */
export function valueAt(content: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => (typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined), content);
}

/** Where what is written may be a secret and is never repeated. */
export function isSecret(path: Path): boolean {
  return path.includes('headers') || ['token', 'secret'].includes(String(path.at(-1)));
}

/** The value as a message repeats it, after a blank: short, without a password; '' for secrets, maps and lists. */
export function quoted(value: unknown, path: Path): string {
  if (isSecret(path)) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return ` ${String(value)}`;
  if (typeof value !== 'string') return '';
  const shown = value.replace(/(:\/\/)[^/@\s]*@/, '$1…@').replaceAll(/\s+/g, ' ');
  return ` "${shown.length > 80 ? `${shown.slice(0, 79)}…` : shown}"`;
}
