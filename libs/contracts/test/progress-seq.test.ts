import fc from 'fast-check';
import { progressSeq, terminalSeq } from '../src/progress.js';

const percentage = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100);
const attempt = fc.integer({ min: 1, max: 1_000 });

it('whoever speaks of more speaks later: no two workers need a common counter', () => {
  fc.assert(
    fc.property(attempt, percentage, percentage, (number, a, b) => {
      if (a < b) expect(progressSeq(number, a)).toBeLessThan(progressSeq(number, b));
    }),
  );
});

it('the end of an attempt comes after all of its progress, and before the next attempt', () => {
  fc.assert(
    fc.property(attempt, (number) => {
      expect(terminalSeq(number)).toBeGreaterThan(progressSeq(number, 100));
      expect(progressSeq(number + 1, 0)).toBeGreaterThan(terminalSeq(number));
    }),
  );
});
