/** Control characters have no picture: Pango refuses NUL and draws a box for the rest. */
const CONTROLS = /(?![\t\n])\p{Cc}/gu;
const LINE_ENDS = /\r\n|[\r\u0085\u2028\u2029]/gu;

/**
 * The text as it is to be read: every kind of line end is a newline, control characters are gone, half a surrogate pair
 * becomes U+FFFD. All else stays, direction marks and joiners above all.
 */
export const cleanText = (content: string): string =>
  content
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(LINE_ENDS, '\n')
    .replace(CONTROLS, '');
