import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { decodeText } from '../../src/parse/index.js';

const WEATHER = {
  ru: ['Порт снова открыт после бури', 'Жители вышли на набережную', 'Библиотека работает до полуночи'],
  uk: ['Порт знову відкрито після бурі', 'Мешканці вийшли на набережну', 'Бібліотека працює до півночі'],
  bg: ['Пристанището отново е отворено', 'Жителите излязоха на кея', 'Библиотеката работи до полунощ'],
  el: ['Το λιμάνι άνοιξε ξανά μετά την καταιγίδα', 'Οι κάτοικοι βγήκαν στην προκυμαία', 'Η βιβλιοθήκη μένει ανοιχτή'],
  he: ['הנמל נפתח שוב אחרי הסערה', 'התושבים יצאו אל המזח', 'הספרייה פתוחה עד חצות'],
  ar: ['الميناء مفتوح من جديد بعد العاصفة', 'خرج السكان إلى الرصيف', 'المكتبة مفتوحة حتى منتصف الليل'],
  fa: ['بندر پس از توفان باز شد', 'مردم به اسکله رفتند', 'کتابخانه تا سحر باز است'],
  th: ['ท่าเรือเปิดอีกครั้งหลังพายุ', 'ชาวเมืองออกมาที่ท่าเรือ', 'ห้องสมุดเปิดถึงเที่ยงคืน'],
  ja: ['港は今朝ふたたび開かれた', '住民たちは岸壁に出た', '図書館は真夜中まで開いている'],
  ko: ['항구는 오늘 아침 다시 열렸다', '주민들은 부두로 나왔습니다', '도서관은 자정까지 문을 엽니다'],
} as const;

/** Titles over bodies of ASCII, as many feeds have them. */
function feed(titles: readonly string[], declared?: string): string {
  const items = titles.map((title, place) => `<item><title>${title}</title><link>https://example.org/${place}</link><description>&lt;p&gt;Plain words with &lt;a href="https://example.org/very/long/address/${place}"&gt;a link&lt;/a&gt;.&lt;/p&gt;</description></item>`);
  return `${declared === undefined ? '' : `<?xml version="1.0" encoding="${declared}"?>`}<rss version="2.0"><channel><title>T</title>${items.join('')}</channel></rss>`;
}

describe('text of no Western encoding whose bytes leave no doubt', () => {
  const cases: readonly (readonly [language: keyof typeof WEATHER, encoding: string])[] = [
    ['ru', 'windows-1251'], ['ru', 'koi8-r'], ['ru', 'iso-8859-5'], ['ru', 'ibm866'], ['uk', 'windows-1251'], ['uk', 'koi8-u'], ['bg', 'windows-1251'],
    ['el', 'windows-1253'], ['el', 'iso-8859-7'], ['he', 'windows-1255'], ['ar', 'windows-1256'], ['ar', 'iso-8859-6'], ['fa', 'windows-1256'], ['th', 'windows-874'],
    ['ja', 'shift_jis'], ['ja', 'euc-jp'], ['ko', 'euc-kr'],
  ];

  describe.each([undefined, 'iso-8859-1', 'windows-1252', 'utf-8'])('declared %s', (declared) => {
    test.each(cases)('%s in %s', (language, encoding) => {
      const text = feed(WEATHER[language], declared);
      const read = decodeText(iconv.encode(text, encoding));
      expect(read.text).toBe(text);
      expect(read.notes).toEqual([expect.stringContaining(declared ?? 'No encoding')]);
    });
  });

  const chinese = ['港口今晨恢复通航，居民来到码头', '山城图书馆延长开放时间至午夜', '气象台发布大风预警，渔船回港', '两座小镇互换市长一天，市民称好'];
  const taiwanese = ['港口今晨恢復通航，居民來到碼頭', '山城圖書館延長開放時間至午夜', '氣象臺發布大風預警，漁船回港', '兩座小鎮互換市長一天，市民稱好'];

  test.each<readonly [what: string, titles: readonly string[], encoding: string, declared: string, read: string]>([
    ['Cyrillic in another of its encodings', WEATHER.ru, 'koi8-r', 'windows-1251', 'koi8-r'],
    ['Cyrillic that is declared Central European', WEATHER.ru, 'windows-1251', 'iso-8859-2', 'windows-1251'],
    ['Greek that is declared Turkish', WEATHER.el, 'windows-1253', 'windows-1254', 'windows-1253'],
    ['Big5 that is declared GBK', [...taiwanese, ...taiwanese], 'big5', 'gb2312', 'big5'],
    ['GBK that is declared Big5', [...chinese, ...chinese], 'gbk', 'big5', 'gb18030'],
  ])('%s', (_what, titles, encoding, declared, read) => {
    const text = feed(titles, declared);
    expect(decodeText(iconv.encode(text, encoding))).toEqual({ text, encoding: read, notes: [`Declared ${declared}, read as ${read}.`] });
  });

  describe.each(['gb2312', 'gbk', 'gb18030', 'big5', 'shift_jis', 'euc-kr', 'euc-jp'])('an alphabet that is declared %s', (declared) => {
    test.each<readonly [what: string, titles: readonly string[], encoding: string]>([
      ['Russian', WEATHER.ru, 'windows-1251'],
      ['Russian in KOI8-R', WEATHER.ru, 'koi8-r'],
      ['Ukrainian', WEATHER.uk, 'windows-1251'],
      ['Greek', WEATHER.el, 'windows-1253'],
      ['German', ['Ärzte für Österreich', 'Über Äpfel und größere Füße'], 'windows-1252'],
      ['French', ['L’été où la mairie rénove l’école', 'Des élèves très attentifs à la fenêtre'], 'windows-1252'],
      ['Danish', ['Borgmesteren åbnede broen i går', 'Smørrebrød på øen'], 'windows-1252'],
    ])('%s', (_what, titles, encoding) => {
      const text = feed(titles, declared);
      expect(decodeText(iconv.encode(text, encoding)).text).toBe(text);
    });
  });

  test.each<readonly [what: string, titles: readonly string[], encoding: string]>([
    ['a word of Chinese', ['港口'], 'gbk'],
    ['a word of Chinese in Big5', ['港口'], 'big5'],
    ['Russian in GBK', WEATHER.ru, 'gbk'],
    ['Russian in Big5', WEATHER.ru, 'big5'],
    ['Russian in Shift_JIS', WEATHER.ru, 'shift_jis'],
    ['narrow kana', ['ﾆｭｰｽ ｿｸﾎｳ', 'ｷｮｳﾉﾃﾝｷ', 'ﾊｼｶﾞ ｶｲﾂｳ ｼﾏｼﾀ'], 'shift_jis'],
    ['one of two that read it alike', WEATHER.he, 'iso-8859-8'],
    ['Greek in the older one', WEATHER.el, 'iso-8859-7'],
    ['traditional characters in GBK', [...taiwanese, ...taiwanese], 'gbk'],
    ['Latin letters', ['Dziś rano pochmurno', 'Żółć i łąka', 'Święto książki'], 'iso-8859-2'],
    ['a word', ['Дождь'], 'koi8-r'],
  ])('a declaration that may stand stands: %s', (_what, titles, encoding) => {
    const text = feed(titles, encoding);
    expect(decodeText(iconv.encode(text, encoding))).toEqual({ text, encoding, notes: [] });
  });

  test.each([undefined, 'iso-8859-1', 'utf-8'])('Japanese in ISO-2022-JP, declared %s', (declared) => {
    const text = feed(['港は今朝ふたたび開かれた'], declared);
    const [before = '', after = ''] = text.split('港は今朝ふたたび開かれた');
    const shifted = Buffer.from(iconv.encode('港は今朝ふたたび開かれた', 'euc-jp').map((byte) => byte & 0x7f));
    const read = decodeText(Buffer.concat([Buffer.from(`${before}\x1b$B`), shifted, Buffer.from(`\x1b(B${after}`)]));
    expect(read).toMatchObject({ text, encoding: 'iso-2022-jp' });
  });

  test('Cyrillic that the server and the document call Western', () => {
    const text = feed(WEATHER.ru, 'windows-1252');
    expect(decodeText(iconv.encode(text, 'windows-1251'), 'text/xml; charset=iso-8859-1').text).toBe(text);
  });
});

describe('text in Latin letters that is not Western, where nothing is declared', () => {
  const cases: readonly (readonly [language: string, encodings: readonly string[], text: string])[] = [
    ['Polish', ['windows-1250', 'iso-8859-2'], 'Dziś rano było pochmurno, a po południu spadł długo oczekiwany deszcz. Mieszkańcy wyszli na nabrzeże, żeby zobaczyć, jak łodzie wracają do portu. Biblioteka będzie otwarta aż do północy, a później książki można oddać w świetlicy.'],
    ['Czech', ['windows-1250', 'iso-8859-2'], 'Dnes ráno bylo zataženo a odpoledne přišel déšť, na který se dlouho čekalo. Obyvatelé vyšli na nábřeží, aby viděli, jak se lodě vracejí do přístavu. Knihovna bude otevřená až do půlnoci a potom je možné knížky vrátit v čítárně.'],
    ['Slovak', ['windows-1250'], 'Dnes ráno bolo zamračené a popoludní prišiel dážď, na ktorý sa dlho čakalo. Obyvatelia vyšli na nábrežie, aby videli, ako sa lode vracajú do prístavu. Knižnica bude otvorená až do polnoci a potom je možné knižky vrátiť v čitárni, ľuďom to nevadí.'],
    ['Turkish', ['windows-1254'], 'Bu sabah hava bulutluydu, öğleden sonra uzun süredir beklenen yağmur yağdı. Kasabalılar teknelerin limana dönüşünü görmek için rıhtıma çıktı. Kütüphane gece yarısına kadar açık kalacak, sonra kitaplar okuma odasına bırakılabilir.'],
    ['Lithuanian', ['windows-1257'], 'Šį rytą buvo debesuota, o po pietų iškrito ilgai lauktas lietus. Gyventojai išėjo į krantinę pažiūrėti, kaip laivai grįžta į uostą. Biblioteka veiks iki vidurnakčio, o vėliau knygas bus galima grąžinti skaitykloje, šalia pašto, už tvoros.'],
  ];

  test.each(cases.flatMap(([language, encodings, text]) => encodings.map((encoding) => [language, encoding, text] as const)))('%s in %s', (_language, encoding, text) => {
    const document = feed([text, text]);
    expect(decodeText(iconv.encode(document, encoding)).text).toBe(document);
  });

  test('what is declared Western stays Western: there is too little between the two to overrule it', () => {
    const [, , text = ''] = cases[0] ?? [];
    expect(decodeText(iconv.encode(feed([text], 'iso-8859-1'), 'iso-8859-2')).encoding).toBe('windows-1252');
  });
});

describe('Western text is never taken for another', () => {
  const words: readonly (readonly [language: string, ...titles: readonly string[]])[] = [
    ['Afrikaans', 'Môre reën dit weer, sê die buro', 'Geleë aan dié kus'],
    ['Catalan', 'L’estació reobre demà, diu l’alcaldessa', 'Col·leccions, llengües i qüestions'],
    ['Danish', 'Færgen sejler igen på søndag', 'Ærø, Læsø og Fanø får nye både'],
    ['Dutch', 'Reünie in één café', 'Coördinatie van de zeeën'],
    ['English', 'A naïve café', 'It’s £5 – or €6', '“Façade” §4 ½ ° ©'],
    ['Estonian', 'Sõõrikud ja õunad täna öösel', 'Jäätee avati, öeldi'],
    ['Faroese', 'Í morgin verður gott veður', 'Føroyar og Ísland'],
    ['Finnish', 'Hääyöaie ja öljyä', 'ÄÄNESTYS ALKAA TÄNÄÄN', 'Työväenliike'],
    ['French', '« À côté », où ça ? Été à Noël, hélas', 'L’œuvre reçue où l’âme naît', '« à »', 'ÉTÉ À L’ÎLE'],
    ['Galician', 'A nación e o camiño da auga', 'Estación número nove'],
    ['German', 'Über Äpfel, Öl und größere Füße', 'ÄRZTE FÜR ÖSTERREICH', '‚Ähnlich‘ – „Öfter“'],
    ['Icelandic', 'Það er þýðing á æðri bók', 'Ísafjörður, Þórshöfn og Ægir', 'áéíóúýþæö'],
    ['Irish', 'Tá an oíche fhuar ann', 'Éire agus an tÚcrán'],
    ['Italian', 'Perché la città è così', 'Più caffè, però già lì', 'àèìòù'],
    ['Norwegian', 'Fjordgård på Sørøya', 'Å være eller ikke være'],
    ['Portuguese', 'Não há verão sem pão, avó', 'Ações e reações às eleições', 'ÁÉÍÓÚ ÃÕ Ç'],
    ['Spanish', '¿Qué pasó mañana? ¡Año nuevo!', 'La cigüeña voló', 'Nº 1, 2ª edición'],
    ['Swedish', 'Åtta öar får å och ä', 'Sjöräddning på Öland'],
    ['signs', '«\u00a0…\u00a0»', '± × ÷ ¹²³ ¼½¾ µ¶·', '€‚ƒ„…†‡'],
  ];
  const texts = words.flatMap(([language, ...titles]) => [...titles.map((title) => [language, [title]] as const), [language, titles] as const, [language, Array.from({ length: 20 }, () => titles).flat()] as const]);

  test.each(texts)('%s: %j', (_language, titles) => {
    for (const declared of [undefined, 'iso-8859-1', 'windows-1252', 'utf-8']) {
      const text = feed(titles, declared);
      expect(decodeText(iconv.encode(text, 'windows-1252')).text).toBe(text);
    }
  });

  test('nor when all languages stand in one feed', () => {
    const text = feed(words.flatMap(([, ...titles]) => titles));
    expect(decodeText(iconv.encode(text, 'windows-1252')).text).toBe(text);
  });
});
