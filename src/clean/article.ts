/** What the steps of a profile work on, and what a step is. */

import type { Document } from 'domhandler';
import type { CleanPolicy, Enclosure, Item, Millis, Person } from '../model.js';

export interface Article {
  /** The body, changed by each step in turn. */
  readonly root: Document;
  readonly item: Item;
  readonly policy: CleanPolicy;
  /** What steps learn of the entry from its body. */
  readonly found: Found;
}

export interface Found {
  published?: Millis;
  authors: readonly Person[];
  image?: string;
  enclosures: readonly Enclosure[];
}

/** One thing that cleaning does. Applied to what it has made, it changes nothing. */
export interface Step {
  /** As the inspector shows it. */
  readonly name: string;
  readonly apply: (article: Article) => void;
}
