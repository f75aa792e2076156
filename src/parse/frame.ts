import type { Place } from './place.js';

/** An element that is still being read. */
export interface Open {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
  markup?: string;
  children?: Map<string, Open[]>;
  readonly base?: string;
  readonly language?: string;
}

export interface Frame {
  /** `markup` is HTML inside a body, `flat` what of it is nested too deep; `abandoned` is what an item that was never closed left open. */
  role: 'wrapper' | 'item' | 'element' | 'body' | 'markup' | 'flat' | 'skipped' | 'abandoned';
  /** What text inside belongs to. */
  readonly element: Open;
  readonly place: Place;
}

/** What keeps the text inside. */
export const HEARD: ReadonlySet<Frame['role']> = new Set(['element', 'body', 'markup', 'flat']);
