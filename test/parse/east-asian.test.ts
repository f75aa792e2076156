import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { decodeText } from '../../src/parse/index.js';

const simplified = ['港口今晨恢复通航', '山城图书馆延长开放时间', '气象台发布大风预警', '两座小镇互换市长一天'];
const traditional = ['港口今晨恢復通航', '山城圖書館延長開放時間', '氣象台發布大風預警', '兩座小鎮互換市長一天'];

/** Titles over bodies of ASCII, as many feeds have them. */
function feed(titles: readonly string[], encoding: string, declared?: string): Buffer {
  const items = titles.map((title, place) => `<item><title>${title}</title><link>https://example.org/${place}</link><description>&lt;p&gt;Plain words with &lt;a href="https://example.org/very/long/address/${place}"&gt;a link&lt;/a&gt;.&lt;/p&gt;</description></item>`);
  const prolog = declared === undefined ? '' : `<?xml version="1.0" encoding="${declared}"?>`;
  return iconv.encode(`${prolog}<rss version="2.0"><channel><title>T</title>${items.join('')}</channel></rss>`, encoding);
}

describe('Chinese whose encoding is not declared, or falsely', () => {
  test.each([
    ['GBK titles over ASCII bodies', feed(simplified, 'gbk')],
    ['a single GBK title', feed(simplified.slice(0, 1), 'gbk')],
    ['GBK declared as UTF-8', feed(simplified, 'gbk', 'UTF-8')],
    ['GBK declared as ISO-8859-1', feed(simplified, 'gbk', 'ISO-8859-1')],
  ])('%s', (_name, bytes) => {
    expect(decodeText(bytes)).toMatchObject({ encoding: 'gb18030' });
    expect(decodeText(bytes).text).toContain(simplified[0]);
  });

  test.each([
    ['Big5 titles over ASCII bodies', feed(traditional, 'big5')],
    ['Big5 declared as UTF-8', feed(traditional, 'big5', 'UTF-8')],
    ['Big5 declared as ISO-8859-1', feed(traditional, 'big5', 'ISO-8859-1')],
  ])('%s', (_name, bytes) => {
    expect(decodeText(bytes)).toMatchObject({ encoding: 'big5' });
    expect(decodeText(bytes).text).toContain(traditional[1]);
  });

  test.each([
    ['French', 'Le café près de l’église était déjà fermé à Noël, hélas, où çà', 'windows-1252'],
    ['German', 'Über Äpfel, Öl und größere Füße läßt sich schön plaudern', 'windows-1252'],
    ['Russian', 'Порт снова открыт после бури, сообщили местные жители в пятницу утром', 'windows-1251'],
    ['Russian in KOI8-R', 'Порт снова открыт после бури, сообщили местные жители в пятницу утром', 'koi8-r'],
    ['Korean', '항구는 오늘 아침 다시 열렸다고 주민들이 금요일에 전했다 그리고 배가 떠났다', 'euc-kr'],
    ['Japanese', '港は今朝ふたたび開かれ、住民たちは金曜日に船が出たと伝えた', 'euc-jp'],
  ])('is not seen in %s', (_name, text, encoding) => {
    const read = decodeText(feed([text, `${text}.`, text], encoding)).encoding;
    expect(['gb18030', 'big5']).not.toContain(read);
  });
});
