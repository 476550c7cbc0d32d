import { TEXT_STYLE, timeline } from '../../../test/factories/timeline.js';
import { validateTimeline } from '../src/index.js';

const FONTS = new Set(['Noto Sans', 'Noto Serif', 'Noto Sans Display', 'Liberation Sans', 'LeagueMono']);

const faultOf = (font: string, fonts: ReadonlySet<string> | null = FONTS): string | undefined => {
  const of = timeline({ clips: [{ out: 3 }], layers: [{}] });
  const layers = of.layers.map((layer) => ({ ...layer, style: { ...TEXT_STYLE, font } }));
  const limits = { maxSeconds: 180, transitions: null, fonts };
  return validateTimeline({ ...of, layers }, limits).map(({ pointer, message }) => `${pointer} ${message}`)[0];
};

it.each([
  'Noto Sans',
  'noto  SANS',
  'Noto Sans Bold',
  'Noto Sans Semi-Bold Italic',
  'Noto Sans Display',
  'Arial',
  'Sans',
  'monospace',
  'Inter, Noto Serif',
])('takes %s', (font) => expect(faultOf(font)).toBeUndefined());

it.each([
  ['Noto Snas', 'Did you mean "Noto Sans"'],
  ['League Mono', 'Did you mean "LeagueMono"'],
  ['noto', '"Noto Sans"'],
  ['Comic Sans MS', 'There is no font "Comic Sans MS" here.'],
  ['Courier New', 'There is no font "Courier New" here.'],
  ['Bold', 'There is no font "Bold" here.'],
])('refuses %s by its place: %s', (font, hint) => {
  expect(faultOf(font)).toMatch(/^\/overlays\/0\/style\/font There is no font/);
  expect(faultOf(font)).toContain(hint);
});

it('takes every name while no worker has told what it has', () => expect(faultOf('Nope', null)).toBeUndefined());
