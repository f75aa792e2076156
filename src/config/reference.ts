import { stringify } from 'yaml';
import { configurationJsonSchema, expectedAt, keysAt, type JsonSchema } from './json-schema.js';
import type { Path } from './mistake.js';

/** The JSON Schema as the file that ships beside the configuration. */
export function schemaFile(): string {
  return `${JSON.stringify(configurationJsonSchema(), null, 2)}\n`;
}

const opening = `# Configuration

<!-- Generated from src/config/schema.ts by "node dist/config/write-reference.js"; edit there. -->

One YAML file, \`config/feedrelay.yaml\` unless \`--config FILE\` or \`FEEDRELAY_CONFIG\` names another. A saved edit is taken up within two seconds; one with a mistake is refused, logged and shown on the page, and the last good configuration goes on. \`feedrelay check\` lists every mistake as \`FILE:LINE:COLUMN: what is wrong, and what would be right\`, and warns of what is probably not meant.

**From the environment.** \`\${NAME}\` in any text is the variable's value; \`$\${NAME}\` is the text \`\${NAME}\`. A variable that is not set is a mistake, but for \`server.token\` and \`server.secret\`, which then are not set either. What it is in a source's address or headers shows nowhere: not in a log, on a page or in what is published. \`FEEDRELAY_LISTEN\`, \`FEEDRELAY_BASE_URL\` and \`FEEDRELAY_STORE\` override what the file says.

**Paths** are relative to the working directory.

**Sizes** are a number and a unit: KB, MB, GB, TB are powers of 1000, KiB, MiB, GiB, TiB powers of 1024; a bare number is bytes. **Lengths of time** are a number and ms, s, m, h or d.

**Schedules** are a cron line of 5 fields (minute, hour, day of month, month, day of week) or 6 (seconds first) in the machine's time zone, or \`every\` and a whole number of s, m, h or d: \`every 15m\`.

**Regular expressions** have RE2's syntax, which takes linear time on any text: \`(?i)\` ignores case; look-around and back-references do not exist.
`;

const sections: readonly { readonly heading: string; readonly path: Path }[] = [
  { heading: 'The file', path: [] },
  { heading: '`server`', path: ['server'] },
  { heading: '`limits`', path: ['limits'] },
  { heading: '`defaults`', path: ['defaults'] },
  { heading: '`sources`, each', path: ['sources', 0] },
  { heading: '`images`, the long form', path: ['sources', 0, 'images'] },
  { heading: '`include` and `exclude`', path: ['sources', 0, 'include'] },
  { heading: '`feeds`, each', path: ['feeds', 0] },
];

/** A page on every key, in Markdown. */
export function configurationPage(): string {
  return [opening, ...sections.map(({ heading, path }) => `## ${heading}\n\n${table(path)}`)].join('\n');
}

function table(path: Path): string {
  const section = expectedAt(path);
  const members = [section, ...(section?.anyOf ?? [])].find((option) => option?.properties !== undefined);
  const rows = Object.entries(members?.properties ?? {}).map(([key, expected]) => {
    const cells = [code(key), expected.description ?? '', members?.required?.includes(key) === true ? '**must stand**' : fallback(path, key, expected), example(key, expected)];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return ['| key | what it is | if absent | example |', '| --- | --- | --- | --- |', ...rows, ''].join('\n');
}

const code = (text: string): string => (text === '' ? '' : `\`${text}\``);

function fallback(path: Path, key: string, expected: JsonSchema): string {
  if (path.length === 2 && keysAt(['defaults']).includes(key)) return 'what `defaults` says';
  const { default: value } = expected;
  return typeof value === 'string' || typeof value === 'number' ? code(String(value)) : '';
}

function example(key: string, expected: JsonSchema): string {
  const first = expected.examples?.[0];
  return first === undefined ? '' : code(stringify({ [key]: first }, { collectionStyle: 'flow', lineWidth: 0 }).trim().replace(/^\{ ?(.*?) ?\}$/s, '$1'));
}
