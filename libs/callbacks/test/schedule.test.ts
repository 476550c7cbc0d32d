import { MAX_TRIES, nextTry, verdictOf } from '../src/index.js';

const delays = (chance: number) =>
  Array.from({ length: MAX_TRIES }, (_, index) => {
    const next = nextTry(index + 1, chance);
    return next.kind === 'retry' ? next.inSeconds : 'give up';
  });

describe('the retry schedule', () => {
  it('is 0 s, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h', () => {
    const hours = [2, 5, 10, 14, 20, 24].map((hour) => hour * 3600);
    expect(delays(0)).toEqual([5, 300, 1800, ...hours, 'give up']);
  });

  it('adds up to a tenth by chance, and never goes before its time', () => {
    expect(delays(0.5).slice(0, 2)).toEqual([5.25, 315]);
    const drawn = Array.from({ length: 200 }, () => nextTry(2)).map((next) =>
      next.kind === 'retry' ? next.inSeconds : 0,
    );
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(300);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(330);
    expect(new Set(drawn).size).toBeGreaterThan(100);
  });
});

describe('what an answer means', () => {
  it.each([200, 201, 202, 204, 299])('%i is success', (status) => {
    expect(verdictOf({ status }, 1)).toEqual({ kind: 'delivered' });
  });

  it.each([null, 100, 199, 300, 301, 302, 307, 308, 400, 401, 404, 429, 500, 503])('%p is a failure', (status) => {
    expect(verdictOf({ status }, 1).kind).toBe('retry');
    expect(verdictOf({ status }, MAX_TRIES)).toEqual({ kind: 'failed' });
  });

  it('410 switches the endpoint off, at the first try as at the last', () => {
    expect(verdictOf({ status: 410 }, 1)).toEqual({ kind: 'endpoint_off' });
    expect(verdictOf({ status: 410 }, MAX_TRIES)).toEqual({ kind: 'endpoint_off' });
  });
});
