/** Something wrong in the file, or worth a warning. */
export interface Mistake {
  readonly file: string;
  /** From 1; 0 where there is no such place (an environment variable, a file that is not there). */
  readonly line: number;
  readonly column: number;
  /** What is wrong, and what would be right. */
  readonly message: string;
}

/** `FILE:LINE:COLUMN: message`, or `FILE: message` where there is no line. */
export function formatMistake({ file, line, column, message }: Mistake): string {
  return line === 0 ? `${file}: ${message}` : `${file}:${line}:${column}: ${message}`;
}

/** As they stand in the file, each once (a value merged into several places is wrong in all of them); what stands nowhere comes first. */
export function inFileOrder(mistakes: readonly Mistake[]): Mistake[] {
  const once = new Map(mistakes.map((mistake) => [formatMistake(mistake), mistake]));
  return [...once.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** The way to a value through maps (by key) and lists (by place). */
export type Path = readonly PropertyKey[];

/** What a pass found, before anyone looked up where that stands. */
export interface Finding {
  readonly path: Path;
  /** Whether the key at the end of the path is meant, rather than its value. */
  readonly at: 'key' | 'value';
  readonly message: string;
}

/** Of the value at `path`. */
export const warning = (path: Path, message: string): Finding => ({ path, at: 'value', message });
