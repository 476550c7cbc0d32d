import { decodeText } from '../src/index.js';

const SENTENCE = 'Größe: 5 €\nनमस्ते, مرحبا 世界 😀\n';
const utf16 = (text: string, mark: string): Buffer => Buffer.from(mark + text, 'utf16le');

const utf32 = (text: string, mark: string): Buffer =>
  Buffer.from(Uint32Array.from([...(mark + text)], (sign) => sign.codePointAt(0) ?? 0).buffer);

it.each([
  ['UTF-8', Buffer.from(SENTENCE)],
  ['UTF-8 with its mark', Buffer.from(`\ufeff${SENTENCE}`)],
  ['UTF-16LE', utf16(SENTENCE, '\ufeff')],
  ['UTF-16BE', utf16(SENTENCE, '\ufeff').swap16()],
  ['UTF-16LE without a mark', utf16(SENTENCE, '')],
  ['UTF-16BE without a mark', utf16(SENTENCE, '').swap16()],
  ['UTF-32LE', utf32(SENTENCE, '\ufeff')],
  ['UTF-32BE', utf32(SENTENCE, '\ufeff').swap32()],
  ['UTF-32LE without a mark', utf32(SENTENCE, '')],
])('reads %s', (_, bytes) => expect(decodeText(bytes)).toBe(SENTENCE));

/** Bytes of a text in an old encoding: every sign it has is looked up in the decoder. */
const encoded = (text: string, encoding: string): Buffer => {
  const table = new Map<string, readonly number[]>();
  const decoder = new TextDecoder(encoding);
  for (let first = 0; first < 256; first += 1) table.set(decoder.decode(Uint8Array.of(first)), [first]);
  for (let first = 0x81; first < 0xff && /jis|gb|big5|euc/.test(encoding); first += 1) {
    for (let second = 0x40; second < 0xff; second += 1) {
      const sign = decoder.decode(Uint8Array.of(first, second));
      if ([...sign].length === 1 && !table.has(sign)) table.set(sign, [first, second]);
    }
  }
  return Buffer.from([...text].flatMap((sign) => table.get(sign) ?? [0x3f]));
};

it.each([
  ['windows-1252', 'Où est le garçon? Il a été très fâché. ¿Qué pasó mañana?'],
  ['windows-1250', 'Zażółć gęślą jaźń. Příliš žluťoučký kůň úpěl ďábelské ódy.'],
  ['windows-1251', 'Где ты был вчера вечером? Я тебя искала, но не нашла.'],
  ['ibm866', 'Где ты был вчера вечером? Я тебя искала, но не нашла.'],
  ['iso-8859-2', 'Zażółć gęślą jaźń. Příliš žluťoučký kůň úpěl ďábelské ódy.'],
  ['windows-1257', 'Labas rytas, kaip sekėsi? Ačiū, viskas gerai, šįvakar žiūrėsim kiną. Paldies, viņš ļoti grib ēst.'],
  ['macintosh', 'Où est le garçon? Il a été très fâché. ¿Qué pasó mañana?'],
  ['koi8-r', 'Где ты был вчера вечером? Я тебя искала, но не нашла.'],
  ['windows-1253', 'Πού είναι το βιβλίο μου; Δεν το βρίσκω πουθενά.'],
  ['windows-1255', 'איפה היית אתמול? חיפשתי אותך בכל מקום.'],
  ['windows-1256', 'أين كنت البارحة؟ بحثت عنك في كل مكان.'],
  ['windows-874', 'สวัสดีครับ วันนี้อากาศดีมาก'],
  ['shift_jis', 'こんにちは、世界。きのうはどこにいましたか。'],
  ['euc-kr', '안녕하세요 세계. 어제 어디에 있었습니까?'],
  ['gb18030', '你好世界。我们昨天在这里说的是什么？'],
  ['big5', '你好世界。我們昨天在這裡說的是什麼？'],
])('finds out %s', (encoding, text) => {
  const file = `1\n00:00:01,000 --> 00:00:02,000\n${text}\n`;
  expect(decodeText(encoded(file, encoding))).toBe(file);
});

it('reads ISO-2022-JP, which shifts between its signs and Latin letters', () => {
  const shifted = Buffer.concat([
    Buffer.from('A \x1b$B'),
    Buffer.from([0x24, 0x33, 0x24, 0x73]),
    Buffer.from('\x1b(B!\n'),
  ]);
  expect(decodeText(shifted)).toBe('A こん!\n');
});

it('never fails', () => {
  const bytes = Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256);
  expect(decodeText(bytes)).not.toBe('');
});
