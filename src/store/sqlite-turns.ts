import type { SqliteDatabase } from './sqlite-database.js';

/** Several askers of one database: while one's transaction is open between two of its messages, the others' writes wait. */
export interface Turns<Asker> {
  /** Does it now, or once the open transaction has ended. */
  take(asker: Asker, operation: keyof SqliteDatabase, work: () => void): void;
  /** This asker is gone, and what it had not committed with it. */
  leave(asker: Asker): void;
}

const WRITES: ReadonlySet<keyof SqliteDatabase> = new Set(['stage', 'write', 'abandon', 'clear']);

export function turnsAt<Asker>(database: Pick<SqliteDatabase, 'open' | 'abandon'>): Turns<Asker> {
  let holder: Asker | undefined;
  let waiting: { readonly asker: Asker; readonly operation: keyof SqliteDatabase; readonly work: () => void }[] = [];

  const take: Turns<Asker>['take'] = (asker, operation, work) => {
    if (!WRITES.has(operation)) work();
    else if (holder !== undefined && holder !== asker) waiting.push({ asker, operation, work });
    else {
      work();
      holder = database.open() ? asker : undefined;
      goOn();
    }
  };
  const goOn = (): void => {
    if (holder !== undefined || waiting.length === 0) return;
    const all = waiting;
    waiting = [];
    for (const { asker, operation, work } of all) take(asker, operation, work);
  };

  return {
    take,
    leave(asker) {
      waiting = waiting.filter((turn) => turn.asker !== asker);
      if (holder !== asker) return;
      database.abandon();
      holder = undefined;
      goOn();
    },
  };
}
