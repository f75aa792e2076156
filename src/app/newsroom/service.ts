import type { Configuration, Millis } from '../../model.js';
import type { PollReport } from '../../poll/index.js';
import type { Finding } from '../../library/index.js';
import type { Language } from '../../serve/index.js';
import type { InspectorQuestion } from '../inspect/index.js';

/** What a newsroom can be asked; plain values, for they cross between threads. */
export interface NewsroomService {
  /** Takes up this configuration; documents and polls are of it from then on. */
  configure(configuration: Configuration): Promise<void>;
  /** A document, made now: at a feed's path the feed, with a language the page for people. */
  make(path: string, language?: Language): Promise<Finding>;
  /** Polls a source now, after a poll of it that is under way; without a report where the poll broke off. */
  pollNow(source: string): Promise<PollReport | undefined>;
  /** The inspector's page. */
  inspect(question: InspectorQuestion): Promise<string>;
  /** Starts nothing more and waits for what is under way, but no longer than `grace` milliseconds. */
  stop(grace: Millis): Promise<void>;
}

/** What happens in it, told without being asked. */
export type NewsroomEvent =
  /** With the bytes of feeds that came in since the last time. */
  | { readonly kind: 'polled'; readonly report: PollReport; readonly at: Millis; readonly received: number }
  /** Readers are shown something new of this source; undefined: of any. Told before the poll that did it. */
  | { readonly kind: 'changed'; readonly source: string | undefined }
  | { readonly kind: 'said'; readonly level: 'info' | 'warn' | 'error'; readonly message: string; readonly fields: object };

export type Tell = (event: NewsroomEvent) => void;
