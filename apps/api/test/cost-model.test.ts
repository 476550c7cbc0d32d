import { loadOf, type RenderWork } from '#lib/contracts';
import { fitCosts, type PastRender, predict } from '../src/compositions/estimate/cost-model.js';
import { median } from '../src/compositions/estimate/median.js';

/** Numerical Recipes' generator: the same numbers every time, 0–1. */
const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

const PIXELS = [854 * 480, 1280 * 720, 1920 * 1080];
const PRESETS = ['ultrafast', 'veryfast', 'medium', 'slow'];

/** A machine whose costs no one told the model: how fast it is, what a render costs by itself, what presets really cost. */
interface Machine {
  readonly slowness: number;
  readonly overhead: number;
  readonly presets: Readonly<Record<string, number>>;
}

const FARM: readonly (readonly [string, Machine])[] = [
  ['as assumed', { slowness: 1, overhead: 1.2, presets: {} }],
  ['four times as slow', { slowness: 4, overhead: 2.5, presets: {} }],
  ['with many cores', { slowness: 0.2, overhead: 0.6, presets: { slow: 1.4 } }],
  ['with other presets', { slowness: 1.7, overhead: 4, presets: { ultrafast: 2, slow: 0.7 } }],
];

const someWork = (random: () => number): RenderWork => {
  const frames = Math.round(30 * (2 + 40 * random()));
  const pick = <T>(list: readonly [T, ...T[]] | readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  return {
    frames,
    pixels: pick(PIXELS),
    preset: pick(PRESETS),
    transition_frames: Math.round(frames * 0.2 * random()),
    layer_frames: Math.round(frames * 2 * random()),
  };
};

/** Every tenth render met a busy machine and took up to four times as long; the others vary by a tenth either way. */
const render = (machine: Machine, random: () => number, work: RenderWork): PastRender => {
  const noise = random() < 0.1 ? 1 + 3 * random() : 0.9 + 0.2 * random();
  const encoding = machine.slowness * (machine.presets[work.preset] ?? 1) * loadOf(work) * noise;
  return { work, encoding, seconds: machine.overhead * noise + encoding };
};

describe('estimates of processing time', () => {
  it.each(FARM)('are within 30 % for three quarters after twenty renders, on a machine %s', (_what, machine) => {
    const shares = Array.from({ length: 20 }, (_, seed) => {
      const random = randomFrom(seed);
      const model = fitCosts(Array.from({ length: 20 }, () => render(machine, random, someWork(random))));
      const next = Array.from({ length: 200 }, () => render(machine, random, someWork(random)));
      const near = next.filter(({ work, seconds }) => Math.abs(predict(model, work) / seconds - 1) <= 0.3);
      return near.length / next.length;
    });
    expect(median(shares)).toBeGreaterThanOrEqual(0.85);
    expect(shares.filter((share) => share < 0.75)).toHaveLength(0);
  });

  it('are sane before anything was rendered, and after one odd render', () => {
    const work: RenderWork = {
      frames: 900,
      pixels: 921_600,
      preset: 'medium',
      transition_frames: 75,
      layer_frames: 120,
    };
    const first = predict(fitCosts([]), work);
    expect(first).toBeGreaterThan(10);
    expect(first).toBeLessThan(60);
    expect(predict(fitCosts([{ work, seconds: 100 * first, encoding: 99 * first }]), work)).toBeLessThan(20 * first);
    expect(predict(fitCosts([{ work, seconds: 0.01, encoding: 0.001 }]), work)).toBeGreaterThan(0);
  });

  it('grow with the work', () => {
    const work: RenderWork = { frames: 300, pixels: 921_600, preset: 'medium', transition_frames: 0, layer_frames: 0 };
    const model = fitCosts([]);
    const more: readonly Partial<RenderWork>[] = [
      ...[{ frames: 600 }, { pixels: 2_073_600 }, { preset: 'slow' }, { transition_frames: 30 }, { layer_frames: 300 }],
    ];
    for (const change of more) expect(predict(model, { ...work, ...change })).toBeGreaterThan(predict(model, work));
  });
});
