/** What a row of the table is: two things measured in turn, several times, and what their ratio has to be. */

export interface Goal {
  readonly at: 'most' | 'least';
  readonly ratio: number;
}

export interface Comparison {
  /** What is measured, in which unit, and against what. */
  readonly what: string;
  /** Absent where it is measured for comparison only. */
  readonly goal?: Goal;
  /** Our figures and the other's, round by round. */
  readonly ours: readonly number[];
  readonly rival: readonly number[];
}

export interface Row {
  /** As the command line names it. */
  readonly name: string;
  readonly what: string;
  /** Programs that have to be installed. */
  readonly needs: readonly Program[];
  /** @param place an empty folder of its own, on a real disk */
  readonly measure: (place: string, rounds: number) => Promise<readonly Comparison[]>;
}

/** Programs to the Debian package that brings them. */
export const PACKAGES = { bash: 'bash', newsboat: 'newsboat', nginx: 'nginx-light', 'redis-server': 'redis-server', taskset: 'util-linux', wrk: 'wrk' } as const;
export type Program = keyof typeof PACKAGES;

export function median(figures: readonly number[]): number {
  return figures.toSorted((one, other) => one - other)[Math.floor(figures.length / 2)] ?? NaN;
}

/** The ratio of each round; of two measured side by side, whatever else the machine does hits both. */
export function ratios({ ours, rival }: Comparison): readonly number[] {
  return ours.map((figure, round) => figure / (rival[round] ?? NaN));
}

/** Undefined where nothing was to be reached. */
export function isMet(comparison: Comparison): boolean | undefined {
  const { goal } = comparison;
  if (goal === undefined) return undefined;
  const reached = median(ratios(comparison));
  return goal.at === 'most' ? reached <= goal.ratio : reached >= goal.ratio;
}
