import { isWorthIt } from '../src/render/parts/worth-distributing.js';

const LONG = 60;

describe('whether missing parts are made by many', () => {
  it.each([
    ['no picture is missing', { seconds: 0, segments: 0 }, 9, false],
    ['a short one, alone', { seconds: 59, segments: 20 }, 1, false],
    ['a short one that two can share', { seconds: 10, segments: 4 }, 2, true],
    ['one that is over before another worker has its sources', { seconds: 9.9, segments: 4 }, 2, false],
    ['few segments', { seconds: 15, segments: 3 }, 2, false],
    ['a long one, alone: its parts take turns with other renders', { seconds: 60, segments: 12 }, 1, true],
    ['a long one while no worker gave a sign of life lately', { seconds: 60, segments: 12 }, 0, true],
  ])('%s', (_, missing, workers, expected) => {
    expect(isWorthIt(missing, LONG, workers)).toBe(expected);
  });
});
