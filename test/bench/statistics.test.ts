import { median, medianRatio, percentile } from './measure/statistics.js';

describe('statistics of runs', () => {
  it('takes the middle value, or the mean of the two in the middle, and leaves its input alone', () => {
    const values = [10, 2, 9];
    expect(median(values)).toBe(9);
    expect(median([4, 1, 2, 10])).toBe(3);
    expect(values).toEqual([10, 2, 9]);
  });

  it('has no median of nothing', () => {
    expect(() => median([])).toThrow(RangeError);
  });

  it('knows the value that so many are at or below', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([0, 0.5, 0.95, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([1, 50, 95, 99, 100]);
    expect(percentile([7], 0.99)).toBe(7);
    expect(() => percentile([], 0.5)).toThrow(RangeError);
  });

  it('divides within a run before it takes the median', () => {
    const runs = [
      { ours: 11, theirs: 10 },
      // A minute in which the machine was three times slower.
      { ours: 36, theirs: 30 },
      { ours: 10, theirs: 10 },
    ];
    expect(
      medianRatio(
        runs,
        (run) => run.ours,
        (run) => run.theirs,
      ),
    ).toBeCloseTo(1.1, 10);
  });
});
