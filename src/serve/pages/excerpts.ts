import type { Run } from './comparison.js';

/** Characters of what stayed that are shown around a change, and the most that is shown in all. */
const AROUND = 60;
const MOST = 20_000;

/** What changed, with a little of what stayed around it; `…` stands for what is left out. */
export function excerpts(runs: readonly Run[]): readonly Run[] {
  return limited(runs.map((run, at) => (run.changed ? run : { ...run, text: inner(run.text, at > 0, at < runs.length - 1) })), MOST);
}

/** The runs up to that many characters. */
export function limited(runs: readonly Run[], most: number): readonly Run[] {
  const shown: Run[] = [];
  let left = most;
  for (const run of runs) {
    if (run.text.length > left) return [...shown, { ...run, text: `${run.text.slice(0, left)}…` }];
    shown.push(run);
    left -= run.text.length;
  }
  return shown;
}

function inner(text: string, isAfterChange: boolean, isBeforeChange: boolean): string {
  const [head, tail] = [isAfterChange ? AROUND : 0, isBeforeChange ? AROUND : 0];
  if (text.length <= head + tail) return text;
  return `${text.slice(0, head)}…${tail === 0 ? '' : text.slice(-tail)}`;
}
