import { benchSettings } from './settings.js';

describe('settings of the benchmark', () => {
  it('has defaults', () => {
    expect(benchSettings({})).toEqual({ runs: 3, mediaDir: null, cases: new Set() });
  });

  it('reads what is given', () => {
    const env = { BENCH_RUNS: '5', BENCH_MEDIA: 'footage', BENCH_CASES: 'a, Killed' };
    expect(benchSettings(env)).toEqual({ runs: 5, mediaDir: 'footage', cases: new Set(['A', 'KILLED']) });
  });

  it.each(['0', '2.5', 'many', '100'])('refuses BENCH_RUNS=%s', (runs) => {
    expect(() => benchSettings({ BENCH_RUNS: runs })).toThrow('BENCH_RUNS');
  });
});
