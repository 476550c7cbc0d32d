import { mimeType } from '../../src/videos/mime-type.js';
import { parseTime } from '../../src/videos/parse-time.js';
import { fontChoice } from '../../src/videos/to-composition/font-family.js';

describe('the words of /trim and /overlays', () => {
  it.each([
    ['90', 90],
    [1.25, 1.25],
    ['00:01:02', 62],
    ['1:00:00.5', 3600.5],
    ['00:61:00', null],
    ['-1', null],
    [Number.NaN, null],
    [null, null],
  ])('the time %j is %j', (written, seconds) => expect(parseTime(written)).toBe(seconds));

  it.each([
    ['NotoSans-BoldItalic.ttf', { font: 'Noto Sans', bold: true, italic: true }],
    ['/usr/share/fonts/NotoSansDevanagari-Regular.ttf', { font: 'Noto Sans Devanagari', bold: false, italic: false }],
    ['noto sans', { font: 'Noto Sans', bold: false, italic: false }],
    ['Arial', null],
  ])('the font %s is %j', (name, choice) => {
    expect(fontChoice(name, new Set(['Noto Sans', 'Noto Sans Devanagari']))).toEqual(choice);
  });

  it.each([
    ['video/x-own', 'a.mp4', 'video/x-own'],
    ['application/octet-stream', 'Holiday.MOV', 'video/quicktime'],
    ['application/octet-stream', 'holiday', 'application/octet-stream'],
  ])('a file that is called %s, %s, is %s', (said, name, type) => expect(mimeType(said, name)).toBe(type));
});
