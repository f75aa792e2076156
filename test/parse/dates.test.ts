import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDate } from '../../src/parse/index.js';

const NEW_YEAR = Date.UTC(2004, 0, 1);
const EVENING = Date.UTC(2004, 0, 1, 19, 48, 21);

describe('an instant', () => {
  it.each<[string, number]>([
    // RFC 822, RFC 5322
    ['Thu, 01 Jan 2004 19:48:21 GMT', EVENING],
    ['Thu, 01 Jan 04 19:48:21 GMT', EVENING],
    ['Thu, 1 Jan 2004 19:48:21 GMT', EVENING],
    ['01 Jan 2004 19:48:21 GMT', EVENING],
    ['Thu, 01 Jan 2004 19:48 GMT', Date.UTC(2004, 0, 1, 19, 48)],
    ['Thu,  01   Jan 2004\n 19:48:21   GMT', EVENING],
    ['Thu 01 Jan 2004 19:48:21 GMT', EVENING],
    ['Thursday, 01 January 2004 19:48:21 GMT', EVENING],
    ['thu, 01 jan 2004 19:48:21 gmt', EVENING],
    ['Mon, 01 Jan 2004 19:48:21 GMT', EVENING],
    ['Thu, 01 Jan 2004 19:48:21 UT', EVENING],
    ['Thu, 01 Jan 2004 19:48:21 UTC', EVENING],
    ['Thu, 01 Jan 2004 19:48:21 Z', EVENING],
    ['Thu, 01 Jan 2004 19:48:21 +0000', EVENING],
    ['Thu, 01 Jan 2004 19:48:21 -0000', EVENING],
    ['Thu, 01 Jan 2004 20:48:21 +0100', EVENING],
    ['Thu, 01 Jan 2004 20:48:21 +01:00', EVENING],
    ['Thu, 01 Jan 2004 20:48:21 +1', EVENING],
    ['Thu, 01 Jan 2004 20:48:21 GMT+1', EVENING],
    ['Thu, 01 Jan 2004 20:48:21 GMT+0100', EVENING],
    ['Thu, 01 Jan 2004 20:48:21 UTC+01:00', EVENING],
    ['Thu, 01 Jan 2004 20:48:21+0100', EVENING],
    ['Thu, 01 Jan 2004 20:48:21GMT+01:00', EVENING],
    ['Thu, 01 Jan 2004 14:48:21 -0500', EVENING],
    ['Thu, 01 Jan 2004 14:48:21 EST', EVENING],
    ['Thu, 01 Jan 2004 15:48:21 EDT', EVENING],
    ['Thu, 01 Jan 2004 13:48:21 CST', EVENING],
    ['Thu, 01 Jan 2004 12:48:21 MST', EVENING],
    ['Thu, 01 Jan 2004 11:48:21 PST', EVENING],
    ['Thu, 01 Jan 2004 12:48:21 PDT', EVENING],
    ['Thu, 01 Jan 2004 20:48:21 CET', EVENING],
    ['Thu, 01 Jan 2004 21:48:21 CEST', EVENING],
    ['Thu, 01 Jan 2004 20:48:21 BST', EVENING],
    ['Fri, 02 Jan 2004 04:48:21 JST', EVENING],
    ['Fri, 02 Jan 2004 01:18:21 IST', EVENING],
    ['Thu, 01 Jan 2004 18:48:21 A', EVENING],
    ['Thu, 01 Jan 2004 20:48:21 N', EVENING],
    ['Thu, 01 Jan 2004 19:48:21 Etc/GMT', EVENING],
    ['Thu, 01 Jan 2004 20:48:21 Europe/Paris', EVENING],
    ['Thu, 01 Jan 2004 20:48:21 +0100 (CET)', EVENING],
    ['Thu, 01 Jan 2004 20:48:21 (CET)', EVENING],
    ['Thu, 01 Jan 2004 19:48:21', EVENING],
    ['Thu, 01 Jan 2004 19:48:21 XYZ', EVENING],
    ['Thu, 01 Jan 2004 19:48:21.5 GMT', EVENING + 500],
    ['Thu, 01 Jan 2004 24:00:00 GMT', Date.UTC(2004, 0, 2)],
    ['Thu, 31 Dec 1998 23:59:60 GMT', Date.UTC(1999, 0, 1)],
    ['Fri, 31 Dec 99 23:59:59 GMT', Date.UTC(1999, 11, 31, 23, 59, 59)],
    ['Thu, 01 Jan 104 19:48:21 GMT', EVENING],
    ['01-Jan-2004 19:48:21 GMT', EVENING],
    ['Thu, 01-Jan-04 19:48:21 GMT', EVENING],
    ['Thu Jan 1 19:48:21 2004', EVENING],
    ['Thu Jan  1 19:48:21 GMT 2004', EVENING],
    ['Thu Jan 01 2004 19:48:21 GMT+0000 (Coordinated Universal Time)', EVENING],
    ['January 1, 2004 7:48:21 PM GMT', EVENING],
    ['January 1st, 2004 7:48:21 p.m. GMT', EVENING],
    ['Jan 1, 2004, 7:48:21 pm', EVENING],
    ['Thu, Jan 1 2004 7:48:21PM EST', Date.UTC(2004, 0, 2, 0, 48, 21)],
    ['Thu, 01 Jan 2004 12:10 AM', Date.UTC(2004, 0, 1, 0, 10)],
    ['Thu, 01 Jan 2004 12:10 PM', Date.UTC(2004, 0, 1, 12, 10)],
    ['Thu, 2004/01/01 14:48:21 EST', EVENING],
    ['2004/01/01 19:48:21', EVENING],
    ['01.01.2004 19:48:21', EVENING],
    ['01.01.2004, 19:48:21', EVENING],
    ['25/09/2023 - 11:18', Date.UTC(2023, 8, 25, 11, 18)],
    ['05/09/2023 - 11:18', Date.UTC(2023, 8, 5, 11, 18)],
    // ISO 8601, RFC 3339, W3C-DTF
    ['2004-01-01T19:48:21Z', EVENING],
    ['2004-01-01t19:48:21z', EVENING],
    ['2004-01-01 19:48:21Z', EVENING],
    ['2004-01-01T19:48:21', EVENING],
    ['2004-01-01T19:48:21.123456Z', EVENING + 123],
    ['2004-01-01T19:48:21,5Z', EVENING + 500],
    ['2004-01-01T20:48:21+01:00', EVENING],
    ['2004-01-01T20:48:21+0100', EVENING],
    ['2004-01-01T20:48:21+01', EVENING],
    ['2004-01-01T20:48:21 +01:00', EVENING],
    ['2004-01-01T14:48:21-05:00', EVENING],
    ['2004-01-01T19:48Z', Date.UTC(2004, 0, 1, 19, 48)],
    ['2004-01-01T19:48+01:00', Date.UTC(2004, 0, 1, 18, 48)],
    ['2004-1-1T9:48:21Z', Date.UTC(2004, 0, 1, 9, 48, 21)],
    ['2004-01-01 19:48:21.0', EVENING],
    ['2004-01-01 19:48:21 UTC', EVENING],
    ['2004-01-01 07:48:21 PM', EVENING],
    ['2004-01-01 14:48:21 EST', EVENING],
    ['2004-01-01T24:00:00Z', Date.UTC(2004, 0, 2)],
    ['20040101T194821Z', EVENING],
    ['20040101194821', EVENING],
    ['20040101T19:48:21Z', EVENING],
    ['2025-02-09T08:29:19.829Z', Date.UTC(2025, 1, 9, 8, 29, 19, 829)],
    ['2004-01-01T20:48:21+01:00[Europe/Paris]', EVENING],
    // spaces and points in the wrong place, or missing
    ['Thu, 01 Jan 2004 20:48:21 + 0100', EVENING],
    ['Thu, 01 Jan 2004 20:48:21 GMT + 0100', EVENING],
    ['Thu, 01 Jan 2004 14:48:21 - 0500', EVENING],
    ['Thu, 01 Jan 2004 14:48:21 –0500', EVENING],
    ['2004-01-01T19:48:21.Z', EVENING],
    ['2004-01-01T20:48:21.+01:00', EVENING],
    ['2004-01-01T20:48:21 +01:00', EVENING],
    ['2004-01-01T20:48:21+0100', EVENING],
    ['2004-01-01T 19:48:21Z', EVENING],
    ['2004-01-01_19:48:21', EVENING],
    ['Thu, 01 Jan 2004T19:48:21 GMT', EVENING],
    ['Thu, 01 Jan 2004 19.48.21 GMT', EVENING],
    ['Thu, 01/Jan/2004 19:48:21 GMT', EVENING],
    ['01/Jan/2004:19:48:21 +0000', EVENING],
    ['01.01.2004 19:48:21', EVENING],
    ['1. 1. 2004 19:48:21', EVENING],
    ['2004. 01. 01. 19:48:21', EVENING],
    ['01.01.2004 10.30', Date.UTC(2004, 0, 1, 10, 30)],
    ['1 Jan 2004 10:00 - 11:30', Date.UTC(2004, 0, 1, 10)],
    ['Thu, 01 Jan 2004 14:48:21 ET', EVENING],
    ['Thu, 01 Jul 2004 10:00 PT', Date.UTC(2004, 6, 1, 17)],
    // Unix
    ['1072986501000000', EVENING],
    ['1072986501', EVENING],
    ['1072986501.5', EVENING + 500],
    ['1072986501000', EVENING],
    // elsewhere
    ['Παρ, 08 Ιούν 2004 19:48:21 GMT', Date.UTC(2004, 5, 8, 19, 48, 21)],
    ['Κυρ, 11 Ιούλ 2004 12:00:00 EST', Date.UTC(2004, 6, 11, 17)],
    ['2004-július-13T9:15-05:00', Date.UTC(2004, 6, 13, 14, 15)],
    ['2004년 05월 28일  01:31:15', Date.UTC(2004, 4, 27, 16, 31, 15)],
    ['2004-05-25 오후 11:23:17', Date.UTC(2004, 4, 25, 14, 23, 17)],
    ['2024年7月31日 11:18', Date.UTC(2024, 6, 31, 11, 18)],
    ['2024年7月31日 星期三 下午3时05分', Date.UTC(2024, 6, 31, 15, 5)],
    ['Do, 01 Jän 2004 19:48:21 GMT', EVENING],
    ['1. März 2004 10:00', Date.UTC(2004, 2, 1, 10)],
    ['Mi, 05 Okt 2011 09:00:00 +0200', Date.UTC(2011, 9, 5, 7)],
    ['mar. 3 févr. 2004 10:00', Date.UTC(2004, 1, 3, 10)],
    ['15 août 2004 10h30', Date.UTC(2004, 7, 15, 10, 30)],
    ['jeu, 17 juil 2004 10:00:00', Date.UTC(2004, 6, 17, 10)],
    ['4 de enero de 2004 10:00', Date.UTC(2004, 0, 4, 10)],
    ['Paz, 29 Kas 2026 10:00:00 +0300', Date.UTC(2026, 10, 29, 7)],
    ['29 Ağustos 2026 10:00', Date.UTC(2026, 7, 29, 10)],
    ['29. marraskuuta 2026 10:00', Date.UTC(2026, 10, 29, 10)],
    ['3. maaliskuuta 2026 10:00', Date.UTC(2026, 2, 3, 10)],
    ['3 iunie 2026 10:00', Date.UTC(2026, 5, 3, 10)],
    ['середа, 4 листопада 2026 10:00', Date.UTC(2026, 10, 4, 10)],
    ['29 ноември 2026 10:00', Date.UTC(2026, 10, 29, 10)],
    ['Чт, 01 янв 2004 19:48:21 GMT', EVENING],
    ['1 мая 2004 10:00', Date.UTC(2004, 4, 1, 10)],
    ['ven, 01 ott 2004 10:00:00 +0200', Date.UTC(2004, 9, 1, 8)],
  ])('%s', (written, at) => {
    expect(readDate(written, 'UTC')).toEqual({ at });
  });
});

describe('a day', () => {
  it.each<[string, number]>([
    ['2004-01-01', NEW_YEAR],
    ['20040101', NEW_YEAR],
    ['2004-01', NEW_YEAR],
    ['2004', NEW_YEAR],
    ['2004-001', NEW_YEAR],
    ['2004001', NEW_YEAR],
    ['2004-366', Date.UTC(2004, 11, 31)],
    ['04-01-01', NEW_YEAR],
    ['040101', NEW_YEAR],
    ['04-001', NEW_YEAR],
    ['2004/01/01', NEW_YEAR],
    ['01.01.2004', NEW_YEAR],
    ['01/01/2004', NEW_YEAR],
    ['31/12/2004', Date.UTC(2004, 11, 31)],
    ['12/31/2004', Date.UTC(2004, 11, 31)],
    ['01 Jan 2004', NEW_YEAR],
    ['Thu, 01 Jan 2004', NEW_YEAR],
    ['January 1, 2004', NEW_YEAR],
    ['1 January 2004', NEW_YEAR],
    ['2004年1月1日', NEW_YEAR],
    ['2004년 1월 1일', NEW_YEAR],
    ['January 2004', NEW_YEAR],
  ])('%s', (written, at) => {
    expect(readDate(written, 'UTC')).toEqual({ at, day: true });
  });
});

describe('what cannot be read is absent', () => {
  it.each([
    '', ' ', 'yesterday', 'soon', '0', '12', '-1', 'NaN', 'null', 'Thu, 32 Jan 2004 19:48:21 GMT', '2004-02-30', '2003-02-29T00:00:00Z', '2004-13-01',
    '2004-00-10', '2004-01-01T25:00:00Z', '2004-01-01T10:61:00Z', '0001-01-01T00:00:00Z', '0000-00-00 00:00:00', '2003-366', '2004-367', '05/09/2023',
    '99999999999999', 'Chapter 12 of 2004 pages', 'Thu, 01 Foo 2004 19:48:21 GMT', '10:00', '1/2', 'a'.repeat(100_000), '1'.repeat(100_000), '2004-01-01T10:00:00 and so on and on',
  ])('%s', (written) => {
    expect(readDate(written, 'UTC')).toBeUndefined();
  });
});

describe('a date without a zone is in the zone of its source', () => {
  it.each<[string, string, number]>([
    ['25/09/2023 - 11:18', 'Europe/Paris', Date.UTC(2023, 8, 25, 9, 18)],
    ['2025-01-27 11:13:21', 'Asia/Shanghai', Date.UTC(2025, 0, 27, 3, 13, 21)],
    ['Thu, 01 Jan 2004 19:48:21', 'America/New_York', Date.UTC(2004, 0, 2, 0, 48, 21)],
    ['05/09/2023 10:00', 'America/New_York', Date.UTC(2023, 4, 9, 14)],
    ['05/09/2023 10:00', 'Europe/London', Date.UTC(2023, 8, 5, 9)],
    ['Thu, 01 Jan 2004 19:48:21 CST', 'Asia/Taipei', Date.UTC(2004, 0, 1, 11, 48, 21)],
    ['2004-01-01T19:48:21Z', 'Asia/Tokyo', EVENING],
    // The clock that is put forward skips this hour, and puts the next but one into the one before it.
    ['2024-03-31 02:30', 'Europe/Paris', Date.UTC(2024, 2, 31, 1, 30)],
    ['2024-03-31 03:30', 'Europe/Paris', Date.UTC(2024, 2, 31, 1, 30)],
    ['2024-10-27 01:30', 'Europe/Paris', Date.UTC(2024, 9, 26, 23, 30)],
    ['2024-10-27 03:30', 'Europe/Paris', Date.UTC(2024, 9, 27, 2, 30)],
  ])('%s in %s', (written, timezone, at) => {
    expect(readDate(written, timezone)).toEqual({ at });
  });

  it('and so is a day: its first instant there', () => {
    expect(readDate('2024-07-31', 'Europe/Paris')).toEqual({ at: Date.UTC(2024, 6, 30, 22), day: true });
  });
});

describe('always', () => {
  const instants = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2099, 11, 31) }).map((at) => Math.floor(at / 1_000) * 1_000);

  it('what JavaScript writes is read to the second', () => {
    fc.assert(
      fc.property(instants, (at) => {
        expect(readDate(new Date(at).toUTCString(), 'Asia/Tokyo')).toEqual({ at });
        expect(readDate(new Date(at).toISOString(), 'Asia/Tokyo')).toEqual({ at });
        expect(readDate(new Date(at).toString(), 'Asia/Tokyo')).toEqual({ at });
      }),
    );
  });

  it('no text makes it throw', () => {
    const pieces = fc.constantFrom('2004', '01', 'Jan', ':', '-', '/', '.', ' ', 'T', '+01', '(', ')', '年', 'pm', 'Europe/', "'", 'z', '٣');
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''))), (text) => {
        const read = readDate(text, 'Europe/Paris');
        expect(read === undefined || Number.isSafeInteger(read.at)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});
