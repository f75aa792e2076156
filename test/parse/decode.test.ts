import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/parse/index.js';

const LATIN = 'Déjà vu à Málaga, naïve façade; déçu où l’été finit. Ça va très bien, merci.';
const CHINESE = '今日天气：上午多云转晴，下午有阵雨，市民出行请带雨具。气象台预计，周末气温将明显下降，农户应及时收割作物。';
const TRADITIONAL = '今日天氣：上午多雲轉晴，下午有陣雨，市民出行請帶雨具。氣象臺預計，週末氣溫將明顯下降，農戶應及時收割作物。';
const JAPANESE = 'きょうの天気は、午前中は晴れますが、午後からは雨が降るでしょう。週末は気温が下がる見込みです。';
const KOREAN = '오늘 날씨는 오전에 맑겠지만 오후부터는 비가 내리겠습니다. 주말에는 기온이 크게 떨어질 것으로 보입니다.';
const RUSSIAN = 'Сегодня утром облачно, днём ожидается дождь. В выходные температура воздуха заметно понизится.';
const GREEK = 'Σήμερα το πρωί θα έχει συννεφιά και το απόγευμα θα βρέξει. Το σαββατοκύριακο η θερμοκρασία θα πέσει.';

const declared = (label: string, text: string): string => `<?xml version="1.0" encoding="${label}"?><rss><channel><title>${text}</title></channel></rss>`;

describe('a declared encoding is taken at its word', () => {
  it.each([
    ['gb2312', 'gbk', CHINESE],
    ['GBK', 'gbk', CHINESE],
    ['gb18030', 'gb18030', `${CHINESE}𠮷`],
    ['big5', 'big5', TRADITIONAL],
    ['euc-jp', 'euc-jp', JAPANESE],
    ['Shift_JIS', 'shift_jis', JAPANESE],
    ['euc-kr', 'euc-kr', KOREAN],
    ['ks_c_5601-1987', 'euc-kr', KOREAN],
    ['windows-1251', 'windows-1251', RUSSIAN],
    ['koi8-r', 'koi8-r', RUSSIAN],
    ['cp866', 'ibm866', RUSSIAN],
    ['iso-8859-7', 'iso-8859-7', GREEK],
    ['iso-8859-2', 'iso-8859-2', 'Dziś rano pochmurno, po południu deszcz.'],
    ['windows-1252', 'windows-1252', LATIN],
    ['iso-8859-1', 'windows-1252', LATIN],
    ['us-ascii', 'windows-1252', LATIN],
    ['windows-1254', 'windows-1254', 'Bu sabah hava bulutlu, öğleden sonra yağmur.'],
    ['macintosh', 'macintosh', LATIN],
    ['cp437', 'cp437', 'Straße, naïve, déjà'],
  ])('%s', (label, encoding, text) => {
    const read = decodeText(iconv.encode(declared(label, text), encoding));
    expect(read).toEqual({ text: declared(label, text), encoding, notes: [] });
  });

  it.each([
    ['gb2312', 'gbk', `${CHINESE}😀𠮷`, 'gb18030'],
    ['big5', 'big5', `${TRADITIONAL}嘅咗喺冇`, 'big5-hkscs'],
    ['euc-kr', 'euc-kr', `${KOREAN}똠방각하 펲시`, 'cp949'],
    ['ms949', 'euc-kr', `${KOREAN}햏`, 'cp949'],
  ])('%s, with the characters of its newest edition', (label, encoding, text, written) => {
    expect(decodeText(iconv.encode(declared(label, text), written))).toEqual({ text: declared(label, text), encoding, notes: [] });
  });

  it.each(['gbk', 'windows-1251', 'koi8-r'])('by the server: %s', (encoding) => {
    const text = `<rss>${encoding === 'gbk' ? CHINESE : RUSSIAN}</rss>`;
    expect(decodeText(iconv.encode(text, encoding), `application/xml; charset="${encoding}"`).text).toBe(text);
  });

  it('by a web page of itself', () => {
    const html = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head>${RUSSIAN}`;
    expect(decodeText(iconv.encode(html, 'windows-1251')).text).toBe(html);
  });

  it('the server before the document', () => {
    const text = declared('koi8-r', RUSSIAN);
    expect(decodeText(iconv.encode(text, 'windows-1251'), 'text/xml; charset=windows-1251').text).toBe(text);
  });

  it('in two letters, which might be one of UTF-8', () => {
    const text = declared('windows-1251', 'Рђ');
    expect(decodeText(iconv.encode(text, 'windows-1251')).text).toBe(text);
    const chinese = declared('gbk', '一');
    expect(decodeText(iconv.encode(chinese, 'gbk')).text).toBe(chinese);
  });
});

describe('wide encodings', () => {
  const text = declared('utf-16', `${CHINESE}${LATIN}`);
  it.each(['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])('%s with and without its mark', (encoding) => {
    expect(decodeText(iconv.encode(text, encoding, { addBOM: true })).text).toBe(text);
    expect(decodeText(iconv.encode(text, encoding, { addBOM: false })).text).toBe(text);
    expect(decodeText(iconv.encode(`<rss>${CHINESE}</rss>`, encoding, { addBOM: false })).text).toBe(`<rss>${CHINESE}</rss>`);
  });

  it('a declaration that claims UTF-16 in bytes of UTF-8 is wrong', () => {
    expect(decodeText(Buffer.from(text)).text).toBe(text);
    expect(decodeText(Buffer.from(text), 'text/xml; charset=utf-16').text).toBe(text);
  });

  it('EBCDIC', () => {
    const bytes = Uint8Array.from([0x4c, 0x6f, 0xa7, 0x94, 0x93, 0x40, 0xa5, 0x85, 0x99, 0xa2, 0x89, 0x96, 0x95, 0x7e, 0x7f, 0xf1, 0x4b, 0xf0, 0x7f, 0x6f, 0x6e, 0x25, 0x4c, 0x81, 0x61, 0x6e]);
    expect(decodeText(bytes).text).toBe('<?xml version="1.0"?>\n<a/>');
  });
});

describe('no declaration is trusted against the evidence', () => {
  it.each(['gb2312', 'iso-8859-1', 'windows-1251', 'big5', 'shift_jis', 'nonsense'])('UTF-8 that is declared %s', (label) => {
    const text = declared(label, CHINESE);
    const { encoding, notes, text: read } = decodeText(Buffer.from(text));
    expect(read).toBe(text);
    expect(encoding).toBe('utf-8');
    expect(notes).toEqual(label === 'nonsense' ? [] : [`Declared ${label}, read as utf-8.`]);
  });

  it.each(['windows-1257', 'windows-1258', 'cp437'])('UTF-8 with a single letter beyond ASCII that is declared %s', (label) => {
    const text = declared(label, 'A café');
    expect(decodeText(Buffer.from(text))).toMatchObject({ text, encoding: 'utf-8' });
  });

  it('UTF-8 that the server calls Latin-1', () => {
    const text = declared('utf-8', LATIN);
    expect(decodeText(Buffer.from(text), 'text/xml; charset=ISO-8859-1')).toMatchObject({ text, encoding: 'utf-8' });
  });

  it('GBK that the server calls Latin-1, as old servers call everything', () => {
    const text = declared('gbk', CHINESE);
    expect(decodeText(iconv.encode(text, 'gbk'), 'text/xml; charset=ISO-8859-1').text).toBe(text);
  });

  it('GBK that calls itself UTF-8', () => {
    const text = declared('utf-8', CHINESE);
    expect(decodeText(iconv.encode(text, 'gbk'))).toMatchObject({ text, notes: ['Declared utf-8, read as gb18030.'] });
  });

  it('windows-1252 that calls itself UTF-8', () => {
    const text = declared('utf-8', LATIN);
    expect(decodeText(iconv.encode(text, 'windows-1252'))).toMatchObject({ text, encoding: 'windows-1252' });
  });

  it('a byte order mark before everything', () => {
    expect(decodeText(Buffer.from(`\ufeff${declared('gbk', 'Рђ')}`), 'text/xml; charset=gbk')).toMatchObject({ text: declared('gbk', 'Рђ'), encoding: 'utf-8' });
  });
});

describe('what declares nothing', () => {
  it.each([
    ['utf-8', CHINESE],
    ['windows-1252', LATIN],
    ['gb18030', CHINESE],
    ['big5', TRADITIONAL],
    ['shift_jis', JAPANESE],
    ['euc-jp', JAPANESE],
    ['euc-kr', KOREAN],
    ['windows-1251', RUSSIAN],
    ['koi8-r', RUSSIAN],
  ])('is %s', (encoding, text) => {
    expect(decodeText(iconv.encode(`<rss>${text}${text}</rss>`, encoding)).text).toBe(`<rss>${text}${text}</rss>`);
  });

  it('plain ASCII is UTF-8 without a word', () => {
    expect(decodeText(Buffer.from('<rss/>'))).toEqual({ text: '<rss/>', encoding: 'utf-8', notes: [] });
    expect(decodeText(new Uint8Array())).toEqual({ text: '', encoding: 'utf-8', notes: [] });
  });
});

describe('a broken text', () => {
  it('whose summaries were cut inside of a character stays UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from(`<rss>${CHINESE}`), Buffer.from('雨').subarray(0, 2), Buffer.from('…</rss>')]);
    expect(decodeText(bytes)).toEqual({ text: `<rss>${CHINESE}\ufffd…</rss>`, encoding: 'utf-8', notes: ['A character is broken in its encoding, utf-8.'] });
  });

  it.each([
    ['a few of them among fewer whole ones than ten each', 'déjà vu à l’été, ça'],
    ['one, where an apostrophe is all there is beside', 'It’s raining'],
    ['one, in a little Chinese', '雨雪天气影响'],
  ])('that calls itself UTF-8 and has cut characters stays it: %s', (_, text) => {
    const bytes = Buffer.concat([Buffer.from(`<rss>${text} `), Buffer.from('’').subarray(0, 2), Buffer.from('</rss>')]);
    expect(decodeText(bytes, 'text/xml; charset=utf-8')).toMatchObject({ text: `<rss>${text} \ufffd</rss>`, encoding: 'utf-8' });
  });

  const stray = (encoding: string, text: string): Buffer => Buffer.concat([iconv.encode(`<rss>${text}`, encoding), Buffer.from([0xff]), iconv.encode(`<i>${text}</i></rss>`, encoding)]);

  it.each([
    ['gb18030', CHINESE],
    ['big5', TRADITIONAL],
    ['shift_jis', JAPANESE],
    ['euc-kr', KOREAN],
  ])('in %s that nobody declares stays it, with one stray byte among hundreds', (encoding, text) => {
    expect(decodeText(stray(encoding, text))).toMatchObject({ text: `<rss>${text}\ufffd<i>${text}</i></rss>`, encoding });
  });

  it.each([
    ['GBK in every item, undeclared', 'gbk', CHINESE, undefined, 0xb9],
    ['GBK that calls itself UTF-8', 'gbk', CHINESE, 'utf-8', 0xb9],
    ['short Big5, as declared', 'big5', '今日天氣陣雨', 'big5', 0xa4],
    ['short Shift_JIS, as declared', 'shift_jis', '今日の雨です', 'shift_jis', 0x83],
  ])('whose summaries were all cut inside of a character: %s', (_, encoding, summary, label, lead) => {
    const item = Buffer.concat([iconv.encode(`<item>${summary}`, encoding), Buffer.from([lead]), Buffer.from('</item>')]);
    const read = decodeText(Buffer.concat([item, item, item, item]), label === undefined ? undefined : `text/xml; charset=${label}`);
    expect(read.text).toBe(`<item>${summary}\ufffd</item>`.repeat(4));
  });

  it('whose pair is no character of Korean loses that alone', () => {
    expect(decodeText(Buffer.concat([iconv.encode('<rss>오늘', 'euc-kr'), Buffer.from([0xc9, 0xa1]), iconv.encode(`${KOREAN}</rss>`, 'euc-kr')]), 'text/xml; charset=euc-kr').text).toBe(`<rss>오늘\ufffd${KOREAN}</rss>`);
  });

  it('whose last character is cut off', () => {
    expect(decodeText(Buffer.from(`<rss>${CHINESE}`).subarray(0, -1)).encoding).toBe('utf-8');
  });

  it('of 4 MB of noise costs little', () => {
    const noise = Uint8Array.from({ length: 4_000_000 }, (_, index) => (index * 7_919) % 256);
    const before = process.cpuUsage();
    decodeText(noise, 'text/xml; charset=gbk');
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(1_000);
  });
});
