import fc from 'fast-check';
import {
  add,
  compare,
  div,
  equals,
  frameRate,
  framesIn,
  fromDecimal,
  max,
  min,
  mul,
  rational,
  secondsText,
  sub,
  toSeconds,
  ZERO,
} from '#lib/timeline';

const small = fc
  .tuple(fc.integer({ min: -100_000, max: 100_000 }), fc.integer({ min: 1, max: 90_000 }))
  .map(([num, den]) => rational(num, den));
const nonZero = small.filter(({ num }) => num !== 0);

describe('rational', () => {
  it('is reduced, with a positive denominator', () => {
    expect(rational(6, -4)).toEqual({ num: -3, den: 2 });
    expect(rational(0, 5)).toEqual({ num: 0, den: 1 });
    expect(rational(30_000, 1001)).toEqual({ num: 30_000, den: 1001 });
  });

  it('refuses what is not exact', () => {
    expect(() => rational(1, 0)).toThrow(RangeError);
    expect(() => rational(0.5)).toThrow(RangeError);
    expect(() => rational(2 ** 53)).toThrow(RangeError);
    expect(() => mul(rational(2 ** 40), rational(2 ** 40))).toThrow(RangeError);
    expect(() => div(rational(1), ZERO)).toThrow(RangeError);
  });

  it('is exact where a product passes 2^53 on the way', () => {
    expect(mul(rational(2 ** 40, 3), rational(3, 2 ** 40))).toEqual({ num: 1, den: 1 });
  });

  it('obeys the laws of a field', () => {
    fc.assert(
      fc.property(small, small, nonZero, (a, b, c) => {
        expect(add(a, b)).toEqual(add(b, a));
        expect(sub(add(a, b), b)).toEqual(a);
        expect(div(mul(a, c), c)).toEqual(a);
        expect(mul(a, add(b, ZERO))).toEqual(mul(b, a));
      }),
    );
  });

  it('has a total order that agrees with subtraction', () => {
    fc.assert(
      fc.property(small, small, (a, b) => {
        expect(compare(a, b)).toBe(Math.sign(sub(a, b).num));
        expect(compare(a, b) + compare(b, a)).toBe(0);
        expect(equals(a, b)).toBe(compare(a, b) === 0);
        expect([min(a, b), max(a, b)].map(toSeconds)).toEqual([a, b].map(toSeconds).sort((x, y) => x - y));
      }),
    );
  });
});

describe('framesIn', () => {
  it('rounds halves upwards, on both sides of zero', () => {
    const one = rational(1);
    expect([5, 3, 1, -1, -3].map((halves) => framesIn(rational(halves, 2), one))).toEqual([3, 2, 1, 0, -1]);
  });

  it('floors and ceils', () => {
    expect(framesIn(rational(7, 2), rational(1), 'floor')).toBe(3);
    expect(framesIn(rational(-7, 2), rational(1), 'floor')).toBe(-4);
    expect(framesIn(rational(7, 2), rational(1), 'ceil')).toBe(4);
    expect(framesIn(rational(4), rational(30), 'ceil')).toBe(120);
  });

  it('counts NTSC frames exactly', () => {
    expect(framesIn(rational(1001, 100), rational(30_000, 1001))).toBe(300);
    expect(framesIn(fromDecimal(10), frameRate(29.97))).toBe(300);
  });
});

describe('fromDecimal', () => {
  it.each([
    ['0.1', 1, 10],
    [0.1, 1, 10],
    [3.5, 7, 2],
    ['-0.25', -1, 4],
    [1e-6, 1, 1_000_000],
    [1e-7, 0, 1],
    ['1e3', 1000, 1],
    ['.5', 1, 2],
    ['5.', 5, 1],
    [0.1 + 0.2, 3, 10],
    [7 / 3, 2_333_333, 1_000_000],
  ])('%p is %d/%d', (value, num, den) => {
    expect(fromDecimal(value)).toEqual({ num, den });
  });

  it.each(['', '.', 'x', '1,5', '0x10', '1/2', Number.NaN, Number.POSITIVE_INFINITY, 1e300, '1e999'])(
    'refuses %p',
    (value) => {
      expect(() => fromDecimal(value)).toThrow(RangeError);
    },
  );

  it('gives back every microsecond as it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (micros) => {
        const written = fromDecimal((micros / 1e6).toFixed(6));
        expect(equals(written, rational(micros, 1_000_000))).toBe(true);
      }),
    );
  });
});

describe('frameRate', () => {
  it.each([
    [30, 30, 1],
    [29.97, 30_000, 1001],
    ['23.976', 24_000, 1001],
    [23.98, 24_000, 1001],
    [59.94, 60_000, 1001],
    [24, 24, 1],
    [12.5, 25, 2],
  ])('%p is %d/%d', (value, num, den) => {
    expect(frameRate(value)).toEqual({ num, den });
  });

  it('refuses a rate that is not positive', () => {
    expect(() => frameRate(0)).toThrow(RangeError);
    expect(() => frameRate(-25)).toThrow(RangeError);
  });
});

it('secondsText is short', () => {
  expect([rational(7, 2), rational(1, 3), rational(10)].map(secondsText)).toEqual(['3.5 s', '0.333 s', '10 s']);
});
