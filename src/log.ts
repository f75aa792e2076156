import pino, { type Logger } from 'pino';
import pretty from 'pino-pretty';

export type { Logger } from 'pino';

/** The word for a log's level, the quietest last. */
export const logLevels: readonly string[] = [...Object.keys(pino.levels.values), 'silent'];

/** One line an event on stderr: JSON in a service, words on a terminal. */
export function createLog(level: string): Logger {
  const stream = process.stderr.isTTY
    ? pretty({ destination: 2, colorize: !process.env['NO_COLOR'], translateTime: 'SYS:HH:MM:ss', include: 'time,level,msg,err', sync: true })
    : pino.destination({ dest: 2, sync: true });
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream);
}
