import { formatMistake, loadConfiguration, watchConfiguration, type Loaded } from '../config/index.js';
import type { Logger } from '../log.js';
import { waitingForStart } from './next-start.js';

type Good = Extract<Loaded, { ok: true }>;

export interface EditsOptions {
  /** The file that is watched. */
  readonly file: string;
  /** What is in force as the watch begins. */
  readonly first: Good;
  readonly log: Logger;
  readonly takeUp: (loaded: Good) => Promise<void>;
  /** An edit was taken up or refused. */
  readonly over: () => void;
}

export interface Edits {
  /** Why the last edit was refused. */
  mistakes(): readonly string[];
  /** Reads the file again at once, as after an edit. */
  again(): void;
  close(): void;
}

/** Watches the configuration: a good edit is taken up, a bad one is told and changes nothing. */
export function keepConfiguration({ file, first, log, takeUp, over }: EditsOptions): Edits {
  let current = first;
  let mistakes: readonly string[] = [];

  const refuse = (found: readonly string[]): void => {
    const isTold = found.join('\n') === mistakes.join('\n');
    mistakes = found;
    if (!isTold) log.error({ mistakes }, `the edit of ${file} is refused, the last good configuration goes on: ${mistakes.join('; ')}`);
  };

  const reload = async (): Promise<void> => {
    const loaded = await loadConfiguration(file, process.env, process.cwd());
    if (!loaded.ok) {
      refuse(loaded.mistakes.map(formatMistake));
      return;
    }
    if (loaded.configuration.sources.length === 0 && current.configuration.sources.length > 0) {
      // A file that was cut short, by a full disk or an editor in the middle of saving, reads as one without sources.
      refuse([`${file}: it names no source any more, and none of those it had is given up for that; write one, or stop feedrelay`]);
      return;
    }
    const wasWrong = mistakes.length > 0;
    mistakes = [];
    if (loaded.fingerprint === current.fingerprint) {
      if (wasWrong) log.info(`${file}: the configuration is right again`);
      return;
    }
    current = loaded;
    await takeUp(loaded);
    const waiting = waitingForStart(first.configuration, loaded.configuration);
    const when = waiting.length === 0 ? '' : `; what it says of ${new Intl.ListFormat('en-GB').format(waiting)} holds from the next start`;
    log.info(`the edit of ${file} is taken up${when}`);
  };

  let reloading = Promise.resolve();
  const again = (): void => {
    reloading = reloading.then(reload).then(over).catch((error: unknown) => log.error({ err: error }, 'a reload broke off'));
  };
  const watch = watchConfiguration(file, again);
  return { mistakes: () => mistakes, again, close: () => watch.close() };
}
