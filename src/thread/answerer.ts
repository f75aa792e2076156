import type { Transferable } from 'node:worker_threads';
import type { Answer, Question, Service } from './conversation.js';

export interface AnswererOptions {
  readonly send: (answer: Answer, belongings: readonly Transferable[]) => void;
  /** What of an error can go over and still be known for what it was. */
  readonly tell?: (error: unknown) => unknown;
  /** What of a value goes over without being copied; nothing unless said. */
  readonly belongings?: (value: unknown) => readonly Transferable[];
}

/** The side that is asked: each question goes to the service's function of that name. */
export function answerer(service: Service, { send, tell = (error) => error, belongings = () => [] }: AnswererOptions): (question: Question) => void {
  const answer = ({ name, args }: Question): unknown => {
    const work: ((...args: never[]) => unknown) | undefined = service[name];
    if (work === undefined) throw new Error(`this thread knows nothing of ${name}`);
    return work(...(args as never[]));
  };
  return (question) => {
    Promise.resolve(question).then(answer).then(
      (value) => send({ id: question.id, value }, belongings(value)),
      (error: unknown) => send({ id: question.id, error: tell(error) ?? new Error('failed') }, []),
    );
  };
}
