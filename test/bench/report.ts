import { isMet, median, ratios, type Comparison } from './row.js';

export const HEAD = '| what | ours | against | ratio (spread) | goal | |\n| --- | --- | --- | --- | --- | --- |';

/** A line of the table in RESULTS.md. */
export function lineOf(comparison: Comparison): string {
  const { what, ours, rival, goal } = comparison;
  const each = ratios(comparison);
  const spread = `${short(Math.min(...each))}–${short(Math.max(...each))}`;
  const judged = goal === undefined ? ['–', ''] : [`${goal.at === 'most' ? '≤' : '≥'} ${goal.ratio}`, isMet(comparison) === true ? 'met' : 'missed'];
  const cells = [what, short(median(ours)), short(median(rival)), `${short(median(each))} (${spread})`, ...judged];
  return `| ${cells.join(' | ')} |`;
}

function short(figure: number): string {
  return figure >= 100 ? figure.toFixed(0) : figure.toFixed(2);
}
