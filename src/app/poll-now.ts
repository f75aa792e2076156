import type { ServerResponse } from 'node:http';
import type { Millis, Source } from '../model.js';
import { reportAsJson, type PollReport } from '../poll/report.js';
import { StoreError } from '../store/index.js';
import { operatorRoute, type OperatorOptions, type OperatorRequest, type Route } from '../serve/index.js';

export interface PollNowOptions extends OperatorOptions {
  /** As they are now. */
  readonly token: () => string | undefined;
  readonly sources: () => readonly Source[];
  /** Polls now; without a report where the poll broke off; rejects while the store is away. Absent where this process does not poll. */
  readonly pollNow?: (source: Source) => Promise<PollReport | undefined>;
}

/** What of a poll is told at once; the rest is going on. A browser's user is waiting, and a proxy loses patience after a minute. */
const PATIENCE = { page: 10_000, json: 45_000 } as const satisfies Record<string, Millis>;

/**
 * `POST /poll` for all sources and `POST /poll/ID` for one, with the operator's token. Answers with the reports as
 * `poll --json` prints them, those still under way as `{"id","status":"polling"}`; a form with `answer=page` is sent back
 * to the status page. 404 for a source that is not configured, 409 where this process does not poll, 503 while the store is away.
 */
export function pollNowRoutes({ token, sources, pollNow, ...options }: PollNowOptions): readonly Route[] {
  const act = async ({ form }: OperatorRequest, asked: readonly Source[], back: string, response: ServerResponse): Promise<void> => {
    if (pollNow === undefined) {
      sendJson(response, 409, { error: 'This process serves and does not poll; ask one that does (run --role all).' });
      return;
    }
    const isForm = form.get('answer') === 'page';
    const reports = await inTime(asked, pollNow, isForm ? PATIENCE.page : PATIENCE.json).catch((error: unknown) => {
      if (error instanceof StoreError) return error;
      throw error;
    });
    // The page says it itself.
    if (reports instanceof StoreError && !isForm) sendJson(response, 503, { error: reports.message }, { 'retry-after': '10' });
    else if (isForm) response.writeHead(303, { location: back, 'cache-control': 'no-store' }).end();
    else sendJson(response, 200, { sources: reports });
  };
  return [
    operatorRoute('/poll', token, (asked, response) => act(asked, sources(), './', response), options),
    operatorRoute('/poll/', token, async (asked, response) => {
      const id = asked.path.slice('/poll/'.length);
      const source = sources().find((candidate) => candidate.id === id);
      if (source === undefined) {
        sendJson(response, 404, { error: `There is no source ${JSON.stringify(id.slice(0, 100))}; the status page lists them.` });
        return;
      }
      await act(asked, [source], `../#source-${id}`, response);
    }, options),
  ];
}

async function inTime(asked: readonly Source[], pollNow: (source: Source) => Promise<PollReport | undefined>, patience: Millis): Promise<readonly object[]> {
  const known = new Map<string, object>();
  const polls = asked.map(async (source) => {
    const report = await pollNow(source);
    known.set(source.id, report === undefined ? { id: source.id, status: 'failed', error: 'The poll broke off: feedrelay is stopping, or its log says why.' } : reportAsJson(report));
  });
  let timer: NodeJS.Timeout | undefined;
  // Unreferenced: nobody is kept from stopping by who waits.
  await Promise.race([Promise.all(polls), new Promise((resolve) => (timer = setTimeout(resolve, patience).unref()))]);
  clearTimeout(timer);
  return asked.map(({ id }) => known.get(id) ?? { id, status: 'polling' });
}

function sendJson(response: ServerResponse, status: number, value: object, headers: Readonly<Record<string, string>> = {}): void {
  const body = Buffer.from(`${JSON.stringify(value)}\n`);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers });
  response.end(body);
}
