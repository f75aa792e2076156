import type { IncomingMessage, OutgoingHttpHeader, ServerResponse } from 'node:http';

/** A whole answer as a value: what is decided, before anything is sent. */
export interface Answer {
  readonly status: number;
  /** Flat name-value pairs, as `writeHead` takes them. Shared between answers: never changed. */
  readonly headers: OutgoingHttpHeader[];
  readonly body?: Uint8Array;
}

/** What an answer is decided by. */
export type Asked = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

/** Sends it; to HEAD the headers alone, the very same. */
export function send(answer: Answer, method: string | undefined, response: ServerResponse): void {
  response.writeHead(answer.status, answer.headers);
  response.end(method === 'HEAD' ? undefined : answer.body);
}
