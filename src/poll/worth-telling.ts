import type { SourceState } from '../ledger/rows.js';
import type { Outcome } from './report.js';
import { silenceSentence } from './silence.js';

/** What a person should hear of though nothing failed: told at the poll that finds it, and not again. */
export function worthTelling(before: SourceState, after: SourceState): Pick<Outcome, 'told'> {
  const gapped = after.gap !== undefined && after.gap.at !== before.gap?.at;
  const silence = silenceSentence(before, after);
  const told = [
    ...after.notes.filter((note) => !before.notes.includes(note)),
    ...(gapped ? ['none of the items it shows is known: articles were probably missed since the last poll; poll it more often.'] : []),
    ...(silence === undefined ? [] : [silence]),
  ];
  return told.length === 0 ? {} : { told };
}
