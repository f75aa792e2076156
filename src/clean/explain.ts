import type { CleanPolicy, Item } from '../model.js';
import { open, run } from './clean-item.js';
import { writeHtml } from './html/write.js';
import { PROFILES } from './profiles.js';

export interface StepChange {
  readonly step: string;
  /** The body as HTML before and after the step. Not sanitised until the last: show it as text. */
  readonly before: string;
  readonly after: string;
}

/** Which step of the item's profile changed its body, and how, for the inspector; steps that changed nothing are left out. */
export function explainCleaning(item: Item, policy: CleanPolicy): readonly StepChange[] {
  const content = item.content ?? '';
  const changes: StepChange[] = [];
  let before = content;
  const note = (step: string, after: string): void => {
    if (after !== before) changes.push({ step, before, after });
    before = after;
  };
  const article = open(content, item, policy);
  note('valid HTML', writeHtml(article.root));
  const result = run(PROFILES[policy.profile], article, (step, html) => {
    note(step, html());
  });
  note('sanitise', result);
  return changes;
}
