import { parseSsim } from './measure/picture.js';
import { parseBusy, parseTimes } from './measure/proc.js';
import { lagAt } from './measure/sound.js';

describe('reading /proc', () => {
  it('finds the times behind a name with spaces and brackets', () => {
    const stat = '42 (a (b) c) S 1 42 42 0 -1 4194560 100 200 0 0 250 50 1000 24 20 0 11 0 500 1 2';
    expect(parseTimes(stat)).toEqual({ own: 3, children: 10.24 });
    expect(parseTimes('')).toEqual({ own: 0, children: 0 });
  });

  it('does not count idling and waiting as busy', () => {
    expect(parseBusy('cpu  100 20 30 9999 8888 5 45 0 0 0\ncpu0 1 1 1 1 1 1 1 0 0 0\n')).toBe(2);
  });
});

describe('reading ssim', () => {
  it('takes the worst and the mean of all planes', () => {
    const lines = 'n:1 Y:0.9 U:0.9 V:0.9 All:0.990000 (20.0)\nn:2 Y:0.9 U:0.9 V:0.9 All:0.970000 (15.2)\n';
    const { least, mean, frames } = parseSsim(lines);
    expect([least, frames]).toEqual([0.97, 2]);
    expect(mean).toBeCloseTo(0.98, 10);
  });

  it('finds nothing alike where there was nothing to compare', () => {
    expect(parseSsim('')).toEqual({ least: 0, mean: 0, frames: 0 });
  });
});

describe('the place of a sound', () => {
  /** Noise that is the same every time: a linear congruential generator (Numerical Recipes' constants). */
  const noise = (length: number): Int16Array => {
    let state = 1;
    return Int16Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
      return state >> 17;
    });
  };
  it.each([0, 7, -12])('finds a shift of %i samples', (shift) => {
    const reference = noise(2000);
    const shifted = Int16Array.from(reference, (_, index) => reference[index - shift] ?? 0);
    expect(lagAt(shifted, reference, 500, 800, 20)).toBe(shift);
  });
});
