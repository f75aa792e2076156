import type { ParsedFeed } from '../model.js';
import { all, textOf, type Element } from './element.js';

const MINUTE = 60_000;
const PERIODS: Readonly<Record<string, number>> = { hourly: 60, daily: 1_440, weekly: 10_080, monthly: 43_200, yearly: 525_600 };
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** When the feed asks not to be polled: RSS 2.0 `ttl`, `skipHours`, `skipDays`; RSS 1.0's syndication module. */
export function waitingOf(head: Element): Pick<ParsedFeed, 'ttl' | 'skipHours' | 'skipDays'> {
  const ttl = ttlOf(head);
  const hours = all(head, 'skiphours').flatMap((skip) => all(skip, 'hour')).flatMap(({ text }) => (/^\s*\d{1,2}\s*$/.test(text) ? [Number(text) % 24] : []));
  const days = all(head, 'skipdays').flatMap((skip) => all(skip, 'day')).map(({ text }) => DAYS.indexOf(text.trim().toLowerCase()));
  return {
    ...(ttl !== undefined && { ttl }),
    ...(hours.length > 0 && { skipHours: [...new Set(hours)] }),
    ...(days.some((day) => day !== -1) && { skipDays: [...new Set(days)].filter((day) => day !== -1) }),
  };
}

function ttlOf(head: Element): number | undefined {
  const minutes = Number(textOf(head, 'ttl') ?? Number.NaN);
  if (minutes > 0 && Number.isFinite(minutes)) return minutes * MINUTE;
  const period = PERIODS[textOf(head, 'sy:updateperiod')?.toLowerCase() ?? ''];
  const frequency = Number(textOf(head, 'sy:updatefrequency') ?? 1);
  return period === undefined || !(frequency >= 1) ? undefined : Math.round((period * MINUTE) / frequency);
}
