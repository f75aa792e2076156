import { parse, validateDetailed } from 'node-cron';
import type { Millis, Schedule } from '../../model.js';
import { right, wrong, type Reading } from './reading.js';

const second = 1000;
const day = 86_400 * second;
const unit: Readonly<Record<string, Millis>> = { s: second, m: 60 * second, h: 3600 * second, d: day };

const advice = 'write a cron line of 5 or 6 fields such as "*/30 * * * *", or "every 15m"';

/** A cron line as node-cron reads it (5 fields, 6 with seconds first, or `@daily` and its like), or `every N(s|m|h|d)`. */
export function readSchedule(text: string): Reading<Schedule> {
  const line = text.trim();
  return /^every\b/i.test(line) ? readEvery(line) : readCron(line);
}

function readEvery(line: string): Reading<Schedule> {
  const match = /^every\s+(\d{1,9})\s*([smhd])$/i.exec(line);
  const length = unit[match?.[2]?.toLowerCase() ?? ''];
  if (match?.[1] === undefined || length === undefined) {
    return wrong('is no interval: write "every", a whole number and s, m, h or d, such as "every 15m"');
  }
  const ms = Number(match[1]) * length;
  return ms >= second && ms <= 366 * day
    ? right({ kind: 'every', ms })
    : wrong('is no sensible interval: write one from "every 1s" to "every 366d"');
}

function readCron(line: string): Reading<Schedule> {
  const verdict = validateDetailed(line);
  if (verdict.valid) return right({ kind: 'cron', line });
  const reasons = verdict.errors.map((error) => error.message.replace(' is a invalid expression for ', ' is no '));
  return wrong(`is no schedule (${reasons.join('; ')}): ${advice}`);
}

/** The shortest time between two polls that a schedule asks for, milliseconds; a cron line is judged within its hours. */
export function shortestGap(schedule: Schedule): Millis {
  if (schedule.kind === 'every') return schedule.ms;
  const fields = parse(schedule.line);
  const seconds = gapAround(fields.second, 60);
  return seconds < 60 ? seconds * second : gapAround(fields.minute, 60) * 60 * second;
}

/** The smallest distance between neighbours on a dial of `size` marks; a single mark is a whole round from itself. */
function gapAround(marks: readonly number[], size: number): number {
  const sorted = [...new Set(marks)].sort((a, b) => a - b);
  return sorted.reduce((gap, mark, place) => {
    const next = sorted[place + 1] ?? (sorted[0] ?? mark) + size;
    return Math.min(gap, next - mark);
  }, size);
}
