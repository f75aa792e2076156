import type { Configuration } from '../model.js';

/** What of an edit waits for the next start, by its keys: what was opened with the configuration that the program started with. */
export function waitingForStart(started: Configuration, edited: Configuration): readonly string[] {
  const opened: Readonly<Record<string, (configuration: Configuration) => string>> = {
    'server.listen': ({ server: { listen } }) => `${listen.host} ${listen.port}`,
    store: ({ store }) => store,
  };
  return Object.entries(opened).flatMap(([key, of]) => (of(started) === of(edited) ? [] : [key]));
}
