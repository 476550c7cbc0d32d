/** Numerical Recipes' generator: the same numbers every time, 0–1. */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** What the generated clips have; each film takes less of it. */
const SOURCE_SECONDS = 5.9;

/**
 * A small composition unlike the ones before it: one or two clips, 0.6–4 s, 480p to 1080p, four presets, some with crossfades and a
 * title. Trims differ every time, so that no two films have a segment in common.
 */
export function someFilm(random: () => number, urls: readonly string[]): object {
  const between = (low: number, high: number): number => low + (high - low) * random();
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const clips = Array.from({ length: Math.ceil(random() * 2) }, (_, index) => {
    const length = between(0.6, 2);
    const trimStart = between(0, SOURCE_SECONDS - length);
    const crossfade = index > 0 && random() < 0.4;
    return {
      url: pick(urls),
      trim_start: millis(trimStart),
      trim_end: millis(trimStart + length),
      ...(crossfade ? { transition_in: 'crossfade', transition_duration: 0.3 } : {}),
    };
  });
  const overlays = random() < 0.4 ? [{ type: 'text', content: 'A title', start_time: 0.2, duration: 0.7 }] : [];
  return {
    clips,
    overlays,
    output: {
      resolution: pick(['480p', '720p', '1080p']),
      preset: pick(['ultrafast', 'veryfast', 'fast', 'medium']),
      fps: pick([25, 30]),
    },
  };
}

const millis = (seconds: number): number => Math.round(seconds * 1000) / 1000;
