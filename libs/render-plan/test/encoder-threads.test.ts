import { encoderThreads } from '../src/segments/encoder-threads.js';

const all = (count: number, cores: number, threads: number | null = null): readonly number[] =>
  Array.from({ length: count }, (_, index) => encoderThreads(index, count, { threads, cores }));

describe('threads of the encoders of a plan', () => {
  it.each<[number, number, readonly number[]]>([
    [1, 1, [1]],
    [3, 1, [1, 1, 1]],
    [1, 2, [2]],
    [2, 2, [1, 1]],
    [5, 2, [1, 1, 1, 1, 2]],
    [1, 16, [4]],
    [6, 4, [1, 1, 1, 1, 2, 2]],
    [3, 4, [2, 2, 2]],
  ])('%i segments on %i cores', (count, cores, threads) => {
    expect(all(count, cores)).toEqual(threads);
  });

  it('are what the operator says', () => expect(all(3, 2, 3)).toEqual([3, 3, 3]));

  it('change at the end only where a segment more comes', () => {
    expect(all(8, 4).slice(0, 8)).toEqual(all(9, 4).slice(0, 8));
  });
});
