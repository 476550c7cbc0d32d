const SAMPLE = 64 * 1024;

/** UTF-16 without a mark: of text in any script, either the even or the odd bytes are mostly of one value. */
const utf16Order = (bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null => {
  const sample = bytes.subarray(0, SAMPLE);
  const newlines = { le: 0, be: 0 };
  for (let at = 0; at + 1 < sample.length; at += 2) {
    if (sample[at] === 0x0a && sample[at + 1] === 0) newlines.le += 1;
    if (sample[at] === 0 && sample[at + 1] === 0x0a) newlines.be += 1;
  }
  if (newlines.le + newlines.be === 0) return null;
  return newlines.le >= newlines.be ? 'utf-16le' : 'utf-16be';
};

/** ISO-2022-JP is seven bits wide, and would pass as UTF-8: it shifts to its signs by an escape. */
const JAPANESE_SHIFTS = ['$@', '$B', '(J'].map((shift) => Buffer.from(`\u001b${shift}`));

/** UTF-32, of either order, with its mark or without; null where it is none. No sign of it is above 0x10FFFF. */
const utf32Text = (bytes: Uint8Array): string | null => {
  if (bytes.length < 8 || bytes.length % 4 !== 0) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const little of [true, false]) {
    const signs = Array.from({ length: bytes.length / 4 }, (_, at) => view.getUint32(at * 4, little));
    if (signs.every(isSign))
      return signs
        .map((sign) => String.fromCodePoint(sign))
        .join('')
        .replace(/^\ufeff/, '');
  }
  return null;
};

const isSign = (sign: number): boolean => sign > 0 && sign <= 0x10ffff && (sign < 0xd800 || sign > 0xdfff);

/** An old code page, the most frequent letters of its languages, and the share of their text that these make up. */
interface CodePage {
  readonly encoding: string;
  readonly frequent: string;
  readonly share: number;
}

const CODE_PAGES: readonly CodePage[] = [
  { encoding: 'windows-1252', frequent: 'éèêàâáäãåæçíîïñóôöøúûüßÉ’“”…–', share: 0.9 },
  { encoding: 'windows-1250', frequent: 'ąćęłńóśźżěščřžýáíéúůťďňőűŁŚŻ’“”…–', share: 0.9 },
  { encoding: 'iso-8859-2', frequent: 'ąćęłńóśźżěščřžýáíéúůťďňőűŁŚŻ', share: 0.95 },
  { encoding: 'windows-1257', frequent: 'āčēģīķļņšūžąęėįųõäöü’“”…–', share: 0.95 },
  { encoding: 'macintosh', frequent: 'éèêàâáäãåæçíîïñóôöøúûüßÉ’“”…–', share: 1 },
  { encoding: 'windows-1254', frequent: 'ığşüöçİŞâ’“”…–', share: 0.95 },
  { encoding: 'windows-1251', frequent: 'оеаинтсрвлкмдпуябы', share: 0.9 },
  { encoding: 'koi8-r', frequent: 'оеаинтсрвлкмдпуябы', share: 0.9 },
  { encoding: 'ibm866', frequent: 'оеаинтсрвлкмдпуябы', share: 0.9 },
  { encoding: 'windows-1253', frequent: 'αοιετσνηυρπκμλςίάόέήωδ', share: 0.9 },
  { encoding: 'windows-1255', frequent: 'יוהלאתרבמשנםדחכ', share: 0.85 },
  { encoding: 'windows-1256', frequent: 'اليمونترهبدسعفحكقة', share: 0.85 },
  { encoding: 'windows-874', frequent: 'านรอกเงมยลวดทสตคบหไใแ่้ิีัะื', share: 0.85 },
  { encoding: 'shift_jis', frequent: 'のにはをたがでてとしれさいるかなまこすもらうっ。、ー', share: 0.5 },
  { encoding: 'euc-jp', frequent: 'のにはをたがでてとしれさいるかなまこすもらうっ。、ー', share: 0.5 },
  {
    encoding: 'gb18030',
    frequent:
      '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里天好去什么没看起她道事还想，。？！',
    share: 0.4,
  },
  {
    encoding: 'big5',
    frequent:
      '的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡天好去什麼沒看起她道事還想，。？！',
    share: 0.4,
  },
  { encoding: 'euc-kr', frequent: '이다는에의하고을가지은기사리도를아어나그해니있시요자라만', share: 0.4 },
];

/** Signs that stand in no text. */
const WRONG = /[\ufffd\u0080-\u009f\ue000-\uf8ff¤¦§¨©¬®°±²³´µ¶¸¹º¼½¾×÷]/gu;
/** Letters of two scripts in one word, or capitals inside words. */
const MIXED = /[a-zA-Z](?!\p{ASCII})(?!\p{Script=Latin})\p{L}|\p{Ll}\p{Lu}/gu;

/** About 1 for a text of the page's languages, less the more of it is odd; far less for anything else. */
const score = (text: string, { frequent, share }: CodePage): number => {
  const letters = new Set(frequent);
  const foreign = [...text].filter((sign) => sign > '\u007f');
  const known = foreign.filter((sign) => letters.has(sign)).length;
  const wrong = (text.match(WRONG)?.length ?? 0) * 3 + (text.match(MIXED)?.length ?? 0) * 2;
  return (Math.min(foreign.length, known / share) - wrong) / Math.max(1, foreign.length);
};

const oldText = (bytes: Uint8Array): string => {
  const sample = bytes.subarray(0, SAMPLE);
  const [best] = CODE_PAGES.map((page) => ({
    encoding: page.encoding,
    points: score(new TextDecoder(page.encoding).decode(sample), page),
  })).sort((a, b) => b.points - a.points);
  return new TextDecoder(best?.encoding ?? 'windows-1252').decode(bytes);
};

/** The text of a file in any encoding that captions come in. Never throws: what cannot be read becomes U+FFFD. */
export const decodeText = (bytes: Uint8Array): string => {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return new TextDecoder('utf-8').decode(bytes);
  const wide = utf32Text(bytes);
  if (wide !== null) return wide;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (JAPANESE_SHIFTS.some((shift) => Buffer.from(bytes).includes(shift)))
    return new TextDecoder('iso-2022-jp').decode(bytes);
  const order = utf16Order(bytes);
  if (order !== null) return new TextDecoder(order).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return oldText(bytes);
  }
};
