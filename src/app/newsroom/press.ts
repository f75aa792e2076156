import type { Configuration, FeedFormat, Source, CleanPolicy } from '../../model.js';
import { Press, type Outlet } from '../../publish/index.js';
import { policyOf, type House } from '../../poll/index.js';
import { intervalOf } from '../../schedule/timetable.js';

/** Seconds a reader may keep a feed: half of what passes between two polls, a minute at least and an hour at most. */
export function maxAgeOf(outlet: Outlet): number {
  const intervals = outlet.sources.map(({ schedule }) => intervalOf(schedule));
  const shortest = Math.min(...intervals, 60 * 60 * 1000 * 2);
  return Math.min(Math.max(Math.round(shortest / 2000), 60), 3600);
}

/** @param house the one that holds at the moment; a reload puts another in its place */
export function createPress(configuration: Configuration, house: () => House): Press {
  return new Press(configuration, {
    store: house().store,
    clock: Date.now,
    policyOf: rememberPolicies(house),
    relay: () => house().relay,
    maxAge: rememberAges(),
  });
}

/** One policy object a source and format, for its fingerprint is computed once. */
function rememberPolicies(house: () => House): (source: Source, format: FeedFormat) => CleanPolicy {
  const known = new WeakMap<Source, Map<FeedFormat, CleanPolicy>>();
  return (source, format) => {
    const ofSource = known.get(source) ?? new Map<FeedFormat, CleanPolicy>();
    known.set(source, ofSource);
    const policy = ofSource.get(format) ?? policyOf(source, format, house());
    ofSource.set(format, policy);
    return policy;
  };
}

function rememberAges(): (outlet: Outlet) => number {
  const known = new WeakMap<Outlet, number>();
  return (outlet) => {
    const age = known.get(outlet) ?? maxAgeOf(outlet);
    known.set(outlet, age);
    return age;
  };
}
