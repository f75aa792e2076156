import type { Day, SourceStatus, StatusModel } from '../../src/serve/index.js';

/** 22 November 2026, 13:04 in Shanghai. */
export const now = Date.UTC(2026, 10, 22, 5, 4);
const minute = 60_000;

function days(failed = 0): readonly Day[] {
  return Array.from({ length: 14 }, (_, at) => ({
    articles: (at * 7) % 23, changed: (at * 7) % 23 === 0 ? 0 : 3 + (at % 5), unchanged: 80 - at, failed: at > 11 ? failed : 0,
  }));
}

export function source(changes: Partial<SourceStatus> & Pick<SourceStatus, 'id'>): SourceStatus {
  return {
    title: '美国之音', health: { kind: 'fresh', at: now - 4 * minute }, entries: 5_000, polled: now - 4 * minute, next: now + 11 * minute,
    newest: { title: '科学家发现新的深海物种', at: now - 4 * minute, link: 'https://news.example/a/1' }, days: days(), notes: [], ...changes,
  };
}

/** A page with something of everything. */
export const fullModel: StatusModel = {
  now,
  timeZone: 'Asia/Shanghai',
  base: 'https://relay.example/y',
  version: '0.1.0',
  acts: true,
  sources: [
    source({ id: 'voa' }),
    source({ id: 'dw', title: 'Deutsche Welle', health: { kind: 'unchanged', since: Date.UTC(2026, 10, 22, 1, 39) } }),
    source({
      id: 'bbc', title: 'BBC', health: { kind: 'failing', since: now - 200 * minute, failure: { code: 'http-status', http: 503, message: 'feedx.net answers 503: it has a fault of its own; it is tried again later.' } }, days: days(60), next: now + 16 * minute,
      notes: ['2 control characters were left out.', 'The declared encoding gb2312 was read as UTF-8, which it is.'],
    }),
    source({ id: 'old', title: 'A paper with a very long name that goes on and on, about everything', health: { kind: 'gone', since: Date.UTC(2026, 10, 3) }, days: [] }),
    { id: 'new', title: 'الجزيرة', health: { kind: 'waiting' }, entries: 0, next: now + minute, days: days().map(() => ({ articles: 0, changed: 0, unchanged: 0, failed: 0 })), notes: [] },
  ],
  feeds: [{ id: 'all', title: '全部', sources: ['美国之音', 'Deutsche Welle'], failing: 1, newest: now - 4 * minute }],
  mistakes: ['config/feedrelay.yaml:12:5: “schedul” is no key of a source; did you mean “schedule”?'],
  warnings: [
    { kind: 'gap', source: 'BBC', at: now - 300 * minute },
    { kind: 'silent', source: 'Deutsche Welle', since: now - 9 * 1440 * minute, usual: 2 * 1440 * minute },
    { kind: 'moved', source: 'BBC', to: 'https://feeds.example/new.xml' },
    { kind: 'store', bytes: 4_200_000_000 },
    { kind: 'other', message: 'The base address is a loopback one, but the server listens to everybody.' },
  ],
};
