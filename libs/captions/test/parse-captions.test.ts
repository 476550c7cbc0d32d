import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { cpuSeconds } from '../../../test/support/cpu.js';
import { type Cue, parseCaptions } from '../src/index.js';

const cuesOf = (text: string): readonly Cue[] => parseCaptions(Buffer.from(text));
const textOf = ({ runs }: Cue): string => runs.map(({ text }) => text).join('');
const brief = (text: string) => cuesOf(text).map((cue) => [cue.start, cue.end, textOf(cue)]);

describe('SubRip', () => {
  it('reads cues, of any number of lines', () => {
    expect(brief('1\n00:00:01,500 --> 00:00:02,000\nOne\n\n2\n01:00:00,000 --> 01:00:01,000\nTwo\nlines\n')).toEqual([
      [1500, 2000, 'One'],
      [3_600_000, 3_601_000, 'Two\nlines'],
    ]);
  });

  it('reads what people really write', () => {
    const sloppy = [
      '0\r\n0:0:5.5 --> 00:00:6,00 X1:10\r\nShort times\r\n\r\n',
      '7\r\n00:01 --> 00:02\r\n1984\r\n\r\nafter an empty line\r\n',
      '8\r\n00:00:09,000 --> 00:00:08,000\r\nbackwards\r\n\r\n',
    ].join('');
    expect(brief(sloppy)).toEqual([
      [1000, 2000, '1984\n\nafter an empty line\n8\n00:00:09,000 --> 00:00:08,000\nbackwards'],
      [5500, 6000, 'Short times'],
    ]);
  });

  it('understands tags, and takes what is none for text', () => {
    const [cue] = cuesOf(
      '1\n0:00:01 --> 0:00:02\n{\\an8}<b>B<i>bi</i></b> <font color="#ff0000">r</font> 1 < 2 &amp; <3',
    );
    expect(cue?.runs).toMatchObject([
      { text: 'B', bold: true, italic: null },
      { text: 'bi', bold: true, italic: true },
      { text: ' ', bold: null },
      { text: 'r', color: '#FF0000FF' },
      { text: ' 1 < 2 & <3', color: null },
    ]);
    expect(cue?.place?.y).toMatchObject({ kind: 'expression' });
  });
});

describe('WebVTT', () => {
  const file = [
    'WEBVTT - a title',
    '',
    'STYLE',
    '::cue { color: papayawhip; }',
    '::cue(.loud) { color: #f00; font-weight: bold }',
    '',
    'NOTE nothing\nto see',
    '',
    'intro',
    '00:01.000 --> 00:02.500 line:0% align:start',
    '<v Ann>Hello <c.loud>you</c></v>',
    '',
    '01:00:00.000 --> 01:00:01.000',
    'Late &lt;b&gt; <00:00:01.000>words',
  ].join('\n');

  it('reads cues with their settings, classes and styles', () => {
    const [first, second] = cuesOf(file);
    expect([first?.start, first?.end]).toEqual([1000, 2500]);
    expect(first?.runs).toMatchObject([
      { text: 'Hello ', color: '#FFEFD5FF', bold: null },
      { text: 'you', color: '#FF0000FF', bold: true },
    ]);
    expect(first?.place).not.toBeNull();
    expect(second).toMatchObject({ start: 3_600_000, place: null });
    expect(second === undefined ? '' : textOf(second)).toBe('Late <b> words');
  });
});

describe('ASS', () => {
  const file = [
    '[Script Info]',
    'PlayResX: 1280',
    'PlayResY: 720',
    '[V4+ Styles]',
    'Format: Name, Fontname, Fontsize, PrimaryColour, Bold, Italic, Alignment',
    'Style: Default,Noto Serif,48,&H0000FFFF,-1,0,2',
    'Style: Sign,Noto Sans,96,&H00FF0000,0,0,8',
    '[Events]',
    'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
    'Dialogue: 0,0:00:01.50,0:00:03.00,Default,,0,0,0,,Well, {\\i1}yes{\\i0}\\Nno{\\c&H00FF00&}!',
    'Dialogue: 0,0:00:02.00,0:00:03.00,Sign,,0,0,0,,{\\pos(640,360)\\fs48}Here{\\p1}m 0 0 l 9 9{\\p0}',
    'Comment: 0,0:00:02.00,0:00:03.00,Default,,0,0,0,,not this',
  ].join('\n');

  it('reads styles, overrides and places', () => {
    const [first, second, ...rest] = cuesOf(file);
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ start: 1500, end: 3000, place: null });
    expect(first?.runs).toMatchObject([
      { text: 'Well, ', font: 'Noto Serif', color: '#FFFF00FF', bold: true, scale: 1 },
      { text: 'yes', italic: true },
      { text: '\nno', italic: false },
      { text: '!', color: '#00FF00FF' },
    ]);
    expect(second?.runs).toMatchObject([{ text: 'Here', color: '#0000FFFF', scale: 1 }]);
    expect(second?.place).toMatchObject({ x: { kind: 'expression' } });
  });
});

describe('what ASS puts around letters', () => {
  const HEAD = 'Name, Fontsize, PrimaryColour, OutlineColour, BackColour, BorderStyle, Outline, Shadow, Alignment';
  /** A cue in a script of 750 lines, whose usual letters are 50 of them high. */
  const dressOf = (style: string, text: string, format = HEAD) =>
    cuesOf(
      ['[Script Info]', 'PlayResY: 750', '[V4+ Styles]', `Format: ${format}`, `Style: Default,${style}`]
        .concat(['[Events]', 'Format: Start, End, Style, Text', `Dialogue: 0:00:01.00,0:00:02.00,Default,${text}`])
        .join('\n'),
    )[0];
  const PLAIN = '48,&H00FFFFFF,&H0000FF00,&H80000000,1,5,2.5,2';

  it.each([
    ['a style', PLAIN, 'x', { stroke: [0.1, '#00FF00FF'], shadow: [0.05, '#0000007F'], background: null }],
    [
      'a box',
      '48,&H00FFFFFF,&H400000FF,&H00000000,3,5,0,2',
      'x',
      { stroke: null, shadow: null, background: '#FF0000BF' },
    ],
    ['nothing', '48,&H00FFFFFF,&H0000FF00,&H80000000,1,0,0,2', 'x', { stroke: null, shadow: null, background: null }],
    [
      'overrides',
      PLAIN,
      '{\\bord10\\3c&HFF0000&\\shad0}x',
      { stroke: [0.2, '#0000FFFF'], shadow: null, background: null },
    ],
    [
      'overrides that mean something else',
      PLAIN,
      '{\\blur3\\be1\\shake\\fscx50\\4c&H0000FF&}x',
      { stroke: [0.1, '#00FF00FF'], shadow: [0.05, '#FF0000FF'], background: null },
    ],
  ] as const)('reads %s', (_name, style, text, { stroke, shadow, background }) => {
    const cue = dressOf(style, text);
    expect(cue?.dress).toEqual({
      stroke: stroke && { width: expect.closeTo(stroke[0]), color: stroke[1] },
      shadow: shadow && { distance: expect.closeTo(shadow[0]), color: shadow[1] },
      background,
    });
    expect(cue?.runs).toMatchObject([{ text: 'x', bold: false, strike: false, scale: expect.closeTo(0.96) }]);
  });

  it('says nothing where the style does not', () => {
    expect(dressOf('48,2', 'x', 'Name, Fontsize, Alignment')?.dress).toBeNull();
    expect(cuesOf('1\n00:01 --> 00:02\nx')[0]?.dress).toBeNull();
  });
});

describe('what is no caption', () => {
  it.each(['', 'WEBVTT', '[Script Info]\n[Events]', 'just text', '1\n00:00:01,000 --> 00:00:02,000\n   '])(
    'refuses %j',
    (text) => expect(() => cuesOf(text)).toThrow(expect.objectContaining({ code: 'INVALID_CLIP_FORMAT' })),
  );

  it('refuses what is too large', () => {
    expect(() => parseCaptions(Buffer.alloc(9 * 1024 * 1024))).toThrow(
      expect.objectContaining({ code: 'RESOURCE_LIMIT' }),
    );
  });

  it('reads or refuses anything, in little time (fuzz)', () => {
    const pieces = fc.constantFrom(
      ...['WEBVTT\n\n', '[Events]\n', 'Format: Start, End, Text\n', 'Dialogue: 0:00:01.00,0:00:02.00,', '{\\pos(1,2)}'],
      ...[
        '00:00:01.000 --> 00:00:02.000',
        '\n\n',
        '<b>',
        '</b>',
        '<',
        '&#x41;',
        '{',
        '}',
        '\\N',
        'x',
        '::cue(',
        'STYLE\n',
      ],
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
          fc.string(),
        ),
        (text) => {
          try {
            for (const { start, end } of cuesOf(text)) expect(end).toBeGreaterThan(start);
          } catch (error) {
            expect(error).toMatchObject({ code: 'INVALID_CLIP_FORMAT' });
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes no time for what would take regular expressions long', async () => {
    const parsed = (): void => {
      for (const part of ['<', '<b ', '{\\pos(', '&#', '00:00:00 --> ', '::cue(', '<b>', '\\N', '{']) {
        expect(() => cuesOf(`WEBVTT\n\nSTYLE\n${part.repeat(100_000)}`)).toThrow();
        expect(cuesOf(`1\n00:01 --> 00:02\n${part.repeat(100_000)}x`)).toHaveLength(1);
      }
    };
    expect(await cpuSeconds(parsed)).toBeLessThan(5);
  });
});

const corpus = join(process.env['MEDIA_CORPUS'] ?? join(process.cwd(), '../shared/media'), 'subtitle');
const files = existsSync(corpus) ? readdirSync(corpus) : [];
(files.length > 0 ? it.each(files) : it.skip.each(['corpus']))('reads %s of the corpus', (name) => {
  const cues = parseCaptions(readFileSync(join(corpus, name)));
  expect(cues.length).toBeGreaterThan(0);
  expect(cues.map(textOf).join('')).not.toContain('\ufffd');
});
