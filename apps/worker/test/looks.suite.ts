import { isNearBlack, looksOf } from '../src/render/steps/looks.js';

const grey = (...levels: readonly number[]): Uint8Array =>
  Uint8Array.from({ length: 576 }, (_, i) => levels[i % levels.length] ?? 0);

describe('whether a picture shows anything', () => {
  it.each([
    ['black', grey(0), true],
    ['black with the noise of an encoder', grey(5, 7, 8, 4), true],
    ['a night with lights', grey(4, 4, 4, 4, 4, 4, 4, 4, 4, 60), false],
    ['one plain colour', grey(76), false],
    ['white', grey(255), false],
    ['nothing at all', new Uint8Array(0), true],
  ])('%s', (_what, pixels, expected) => {
    expect(isNearBlack(looksOf(pixels))).toBe(expected);
  });
});
