import type { Millis } from '../model.js';
import type { DayCount, SourceState } from '../ledger/rows.js';

const DAY: Millis = 24 * 60 * 60 * 1000;
/** Days with articles from which a habit can be told. */
const HABIT = 3;
/** How many times as long as ever before is much longer … */
const MUCH = 3;
/** … and no silence before that is one. */
const SHORTEST: Millis = 2 * DAY;

/** Nothing new for much longer than a source used to let pass. */
export interface Silence {
  /** When an entry last came. */
  readonly since: Millis;
  /** The most that passed between two days with articles. */
  readonly usual: Millis;
}

/** Whether a source is silent now, by what was usual as an article last came: however long it lasts, it is still a silence. */
export function silenceOf(state: Pick<SourceState, 'history' | 'usual' | 'lastNew'>, now: Millis): Silence | undefined {
  const { lastNew, usual = habitOf(state.history) } = state;
  if (usual === undefined || lastNew === undefined) return undefined;
  const lasts = now - lastNew;
  return lasts > usual * MUCH && lasts > SHORTEST ? { since: lastNew, usual } : undefined;
}

/** The longest that a source let pass between two days with articles; undefined where there were too few of them. */
export function habitOf(history: readonly DayCount[]): Millis | undefined {
  const active = history.filter(({ fresh }) => fresh > 0).map(({ day }) => Date.parse(day));
  if (active.length < HABIT) return undefined;
  return active.slice(1).reduce((longest, day, place) => Math.max(longest, day - (active[place] ?? day)), 0);
}

/** Told at the poll that finds it, once for each silence. */
export function silenceSentence(before: Pick<SourceState, 'silent'>, { silent }: Pick<SourceState, 'silent'>): string | undefined {
  if (silent === undefined || before.silent !== undefined) return undefined;
  const days = (ms: Millis): string => `${Math.floor(ms / DAY)} d`;
  return `nothing new has come for ${days(silent.at - silent.since)}, where ${days(silent.usual)} used to be the most; look whether its site has another feed by now.`;
}
