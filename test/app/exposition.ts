/** One series and its value, as Prometheus would store it. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Family {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const COMMENT = new RegExp(`^# (HELP|TYPE) (${NAME}) (.*)$`);
const SERIES = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (\\S+)$`);
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\n"])*)"(?:,|$)/;
const SUFFIXES: Readonly<Record<string, readonly string[]>> = { counter: [''], gauge: [''], histogram: ['_bucket', '_sum', '_count'], summary: ['', '_sum', '_count'] };

/**
 * Reads the Prometheus text format, version 0.0.4, and forgives nothing: every family has its help and type once and
 * before its samples, which stand together; no series comes twice; values are numbers.
 * @throws Error with the line
 */
export function readExposition(text: string): ReadonlyMap<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const families = new Map<string, { name: string; type: string; help: string; samples: Sample[] }>();
  const seen = new Set<string>();
  let current: { name: string; type: string; help: string; samples: Sample[] } | undefined;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, keyword, name = '', rest = ''] = COMMENT.exec(line) ?? [];
    if (keyword === 'HELP') {
      if (families.has(name)) throw new Error(`comes twice: ${line}`);
      families.set(name, (current = { name, help: rest, type: '', samples: [] }));
    } else if (keyword === 'TYPE') {
      if (current?.name !== name || current.type !== '' || !(rest in SUFFIXES)) throw new Error(`not where a type belongs: ${line}`);
      current.type = rest;
    } else if (line.startsWith('#')) throw new Error(`no comment that we write: ${line}`);
    else {
      const sample = readSample(line);
      const { type = '', name: family = '' } = current ?? {};
      if (!(SUFFIXES[type] ?? []).some((suffix) => family + suffix === sample.name)) throw new Error(`not of the family above: ${line}`);
      const series = JSON.stringify([sample.name, Object.entries(sample.labels).sort()]);
      if (seen.has(series)) throw new Error(`comes twice: ${line}`);
      seen.add(series);
      current?.samples.push(sample);
    }
  }
  return families;
}

function readSample(line: string): Sample {
  const [, name = '', written = '', number = ''] = SERIES.exec(line) ?? [];
  const value = /^[+-]?Inf$/.test(number) ? Number(`${number}inity`) : Number(number);
  if (name === '' || (Number.isNaN(value) && number !== 'NaN')) throw new Error(`no sample: ${line}`);
  const labels: Record<string, string> = {};
  for (let rest = written; rest !== ''; ) {
    const [whole, label, escaped] = LABEL.exec(rest) ?? [];
    if (whole === undefined || label === undefined || escaped === undefined || label in labels) throw new Error(`no labels: ${line}`);
    labels[label] = escaped.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
    rest = rest.slice(whole.length);
  }
  return { name, labels, value };
}
