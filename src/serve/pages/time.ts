import type { Millis } from '../../model.js';
import type { Language } from '../shelf.js';

/** Tells times in words, all from one `now`. */
export interface Clock {
  /** `4 min ago`; what lies ahead of a clock that was set back is `just now`. */
  ago(at: Millis): string;
  /** How long it has been: `3 h`. */
  lasting(since: Millis): string;
  /** It began less than a minute ago. */
  isRecent(since: Millis): boolean;
  /** A span, milliseconds: `2 d`. */
  span(length: Millis): string;
  /** `13:20` today, else with its day: `22 Nov, 13:20`. */
  at(at: Millis): string;
  /** With its day, year and time zone: `24 Nov 2026, 13:20 UTC`. */
  whole(at: Millis): string;
}

const minute = 60_000;
const units = { en: { min: ' min', h: ' h', d: ' d' }, zh: { min: ' 分钟', h: ' 小时', d: ' 天' } } as const;

/** `timeZone` is an IANA name. */
export function clockAt(now: Millis, timeZone: string, language: Language): Clock {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const day = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short' });
  const fullDay = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' });
  const zone = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'short' });
  const today = fullDay.format(now);
  const { min, h, d } = units[language];

  const span = (length: Millis): string => {
    const minutes = Math.max(1, Math.floor(length / minute));
    if (minutes < 60) return `${minutes}${min}`;
    return minutes < 48 * 60 ? `${Math.floor(minutes / 60)}${h}` : `${Math.floor(minutes / 1440)}${d}`;
  };
  return {
    ago: (at) => (now - at < minute ? (language === 'zh' ? '刚刚' : 'just now') : language === 'zh' ? `${span(now - at)}前` : `${span(now - at)} ago`),
    isRecent: (since) => now - since < minute,
    lasting: (since) => span(now - since),
    span,
    whole: (at) => {
      const name = zone.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
      return `${fullDay.format(at)}${language === 'zh' ? ' ' : ', '}${time.format(at)} ${name}`;
    },
    at: (at) => {
      if (fullDay.format(at) === today) return time.format(at);
      const date = Math.abs(now - at) < 300 * 1440 * minute ? day.format(at) : fullDay.format(at);
      return language === 'zh' ? `${date} ${time.format(at)}` : `${date}, ${time.format(at)}`;
    },
  };
}
