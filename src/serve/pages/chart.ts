import { html, type Html } from './html.js';
import type { Day } from './model.js';
import { count, type Words } from './words.js';

const column = 10;
const bar = 8;
const [tall, low] = [18, 4];
/** Days with something to show; bars of fewer tell less than the words. */
const LEAST_DAYS = 3;
const kinds = ['changed', 'unchanged', 'failed'] as const;
type Outcome = (typeof kinds)[number];

/** Articles a day as bars, and below them each day's polls by outcome, of three days at least; the caption says the same. Nothing for no polls. */
export function charts(days: readonly Day[], words: Words): Html | undefined {
  const total = (pick: (day: Day) => number): number => days.reduce((sum, day) => sum + pick(day), 0);
  const outcomes = kinds.map((kind) => ({ kind, total: total((day) => day[kind]) })).filter((outcome) => outcome.total > 0);
  const articles = total((day) => day.articles);
  if (articles === 0 && outcomes.length === 0) return undefined;
  const most = Math.max(...days.map((day) => day.articles));
  const drawn = days.filter((day) => day.articles > 0 || kinds.some((kind) => day[kind] > 0)).length >= LEAST_DAYS;
  return html`<figure class="charts">
${drawn && articles > 0 && drawing(days.length, tall, [
    { kind: 'rule', path: `M0 ${tall - 0.5}h${days.length * column}` },
    { kind: 'articles', path: bars(days.map((day) => ({ from: 0, to: day.articles / most })), tall) },
  ])}
${drawn && drawing(days.length, low, kinds.map((kind) => ({ kind, path: bars(days.map((day) => share(day, kind)), low) })))}
<figcaption>${words.articles(days.length, articles, most)}${outcomes.length > 0 && html`<br>${words.polls}`}
${outcomes.map(({ kind, total: sum }) => html` <span class="key ${kind}">${count(sum)} ${words.outcomes[kind]}</span>`)}</figcaption>
</figure>`;
}

interface Segment {
  /** Of the height, from the ground up. */
  readonly from: number;
  readonly to: number;
}

/** Which part of a day's column an outcome takes: failures lie at the ground, so that few of them stand out in a row. */
function share(day: Day, kind: Outcome): Segment {
  const all = day.changed + day.unchanged + day.failed;
  if (all === 0) return { from: 0, to: 0 };
  const [failed, changed] = [day.failed / all, day.changed / all];
  switch (kind) {
    case 'failed':
      return { from: 0, to: failed };
    case 'changed':
      return { from: failed, to: failed + changed };
    case 'unchanged':
      return { from: failed + changed, to: 1 };
  }
}

/** One path for all the days, for a page may show a thousand charts. What is there at all is at least a line high. */
function bars(segments: readonly Segment[], height: number): string {
  return segments
    .map(({ from, to }, at) => {
      if (to <= from) return '';
      const size = Math.max(1.5, (to - from) * height);
      return `M${at * column + (column - bar) / 2} ${rounded(Math.max(size, height - from * height))}h${bar}v${rounded(-size)}h-${bar}z`;
    })
    .join('');
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function drawing(days: number, height: number, series: readonly { readonly kind: string; readonly path: string }[]): Html {
  const width = days * column;
  return html`<svg aria-hidden="true" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${series.map(
    ({ kind, path }) => path !== '' && html`<path class="${kind}" d="${path}"/>`,
  )}</svg>`;
}
