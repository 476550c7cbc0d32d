import {
  outputSize,
  parseColor,
  parseOpaqueColor,
  parsePosition,
  transitionNames,
  XFADE_TRANSITIONS,
} from '../src/index.js';

describe('colours', () => {
  it.each([
    ['#F80', '#FF8800FF'],
    ['#f808', '#FF880088'],
    ['#ff8800', '#FF8800FF'],
    ['#ff880040', '#FF880040'],
    ['RebeccaPurple', '#663399FF'],
    ['white@0.85', '#FFFFFFD9'],
    ['black@0', '#00000000'],
    ['red@1.0', '#FF0000FF'],
    ['red@.5', '#FF000080'],
    ['transparent', '#00000000'],
  ])('reads %s', (text, expected) => expect(parseColor(text)).toBe(expected));

  it.each([
    '',
    '#',
    '#12',
    '#12345',
    '#gggggg',
    'bluu',
    'red@2',
    'red@-1',
    '#fff@0.5',
    'red@',
    "red':movie=/x",
    '#fff\n',
  ])('refuses %j', (text) => expect(parseColor(text)).toBeNull());

  it('lays a see-through background over black', () => {
    expect(parseOpaqueColor('white@0.5')).toBe('#808080');
    expect(parseOpaqueColor('#123456')).toBe('#123456');
    expect(parseOpaqueColor('nothing')).toBeNull();
  });
});

describe('positions', () => {
  it.each([
    [100, 'y', { kind: 'pixels', value: 100 }],
    [-20.5, 'x', { kind: 'pixels', value: -20.5 }],
    ['left', 'x', { kind: 'start' }],
    ['middle', 'y', { kind: 'center' }],
    ['bottom', 'y', { kind: 'end' }],
    ['10%', 'x', { kind: 'percent', value: 10 }],
    ['33.3%', 'x', { kind: 'percent', value: 33.3 }],
    ['-10%', 'x', { kind: 'percent', value: -10 }],
    ['150%', 'y', { kind: 'percent', value: 150 }],
    ['W', 'x', { kind: 'expression', expression: { kind: 'size', of: 'canvasWidth' } }],
    ['10', 'x', { kind: 'expression', expression: { kind: 'number', value: 10 } }],
  ] as const)('reads %j on %s', (value, axis, expected) => expect(parsePosition(value, axis)).toEqual(expected));

  it.each([
    ['top', 'x'],
    ['left', 'y'],
    ['1000%', 'x'],
    ['--1%', 'x'],
    ['+10%', 'x'],
    ['10 %', 'x'],
    ['10%+5', 'x'],
    ['%', 'x'],
    ['W-w-', 'x'],
    [1e9, 'x'],
    [Number.NaN, 'x'],
    [null, 'x'],
  ] as const)('refuses %j on %s', (value, axis) => expect(parsePosition(value, axis)).toBeNull());
});

describe('sizes', () => {
  it.each([
    ['480p', '16:9', 854, 480],
    ['720p', '16:9', 1280, 720],
    ['1080p', '16:9', 1920, 1080],
    ['480p', '9:16', 480, 854],
    ['1080p', '9:16', 1080, 1920],
    ['720p', '1:1', 720, 720],
    ['720p', '4:5', 720, 900],
    ['1440p', '16:9', 2560, 1440],
    ['4k', '9:16', 2160, 3840],
    [{ width: 300, height: 200 }, '16:9', 300, 200],
  ] as const)('%j in %s is %i × %i', (resolution, ratio, width, height) => {
    expect(outputSize(resolution, ratio)).toEqual({ width, height });
  });
});

describe('transitions', () => {
  it('knows the 58 of xfade, each once', () => expect(new Set(XFADE_TRANSITIONS).size).toBe(58));

  it('offers the names that ffmpeg has', () => {
    expect(transitionNames(['fade', 'dissolve', 'custom'])).toEqual(['cut', 'fade', 'crossfade', 'dissolve']);
    expect(transitionNames([])).toEqual(['cut', 'fade']);
  });
});
