import { right, wrong, type Reading } from './reading.js';

/** Decimal as SI has it, binary as IEC 80000-13 has it: the letters mean what they say. */
const bytesIn: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

const millisecondsIn: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7 };

function quantity(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const match = /^(\d{1,15}(?:\.\d{1,6})?)\s*([a-z]+)$/i.exec(text.trim());
  const unit = units[match?.[2]?.toLowerCase() ?? ''];
  if (match?.[1] === undefined || unit === undefined) return undefined;
  const amount = Math.round(Number(match[1]) * unit);
  return amount > 0 && Number.isSafeInteger(amount) ? amount : undefined;
}

/** `20MB`, `1.5GiB`, or digits alone, which are bytes. Gives bytes, at least one. */
export function readSize(text: string): Reading<number> {
  const bytes = quantity(/^\s*\d+\s*$/.test(text) ? `${text}b` : text, bytesIn);
  return bytes === undefined
    ? wrong('is no size: write a number and a unit such as 512KB, 20MB or 1GB (MiB for 1024 times 1024), or bytes alone')
    : right(bytes);
}

/** `500ms`, `30s`, `2m`, `1h`, `1d`. Gives milliseconds, at least one; a bare number is refused, for nobody knows its unit. */
export function readDuration(text: string): Reading<number> {
  const milliseconds = quantity(text, millisecondsIn);
  return milliseconds === undefined
    ? wrong('is no length of time: write a number and a unit such as 500ms, 30s or 2m')
    : right(milliseconds);
}
