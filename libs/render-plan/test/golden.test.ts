import { readdirSync } from 'node:fs';
import { planRender } from '#lib/render-plan';
import { fromDecimal, type Timeline } from '#lib/timeline';
import { factsFor, OPTIONS, type SourceSketch } from '../../../test/factories/media.js';
import { type TimelineSketch, timeline } from '../../../test/factories/timeline.js';
import { expectGolden, readableJson, readGolden } from '../../../test/support/golden.js';

interface GoldenCase extends TimelineSketch {
  readonly about: string;
  readonly music?: { url: string; volume: number; loop: boolean; fadeIn: number; fadeOut: number };
  readonly voice?: { url: string; volume: number };
  readonly sources?: Readonly<Record<string, SourceSketch>>;
}

const timelineOf = ({ music, voice, ...sketch }: GoldenCase): Timeline =>
  timeline({
    ...sketch,
    audio: {
      music:
        music === undefined
          ? null
          : {
              pointer: '/audio/music_url',
              ...music,
              fadeIn: fromDecimal(music.fadeIn),
              fadeOut: fromDecimal(music.fadeOut),
            },
      voice: voice === undefined ? null : { pointer: '/audio/voiceover_url', ...voice },
    },
  });

/** The probes are the test's own input: a plan is read more easily with their lengths alone. */
const withoutProbes = (plan: ReturnType<typeof planRender>): unknown => ({
  ...plan,
  media: plan.media.map(({ checksum }) => checksum),
});

const cases = readdirSync(new URL('../../../test/golden/plan/', import.meta.url));

it.each(cases)('plan of %s', (name) => {
  const golden: GoldenCase = JSON.parse(readGolden(`plan/${name}/timeline.json`));
  const of = timelineOf(golden);
  const plan = planRender(of, factsFor(of, golden.sources), OPTIONS);
  expectGolden(`plan/${name}/plan.json`, readableJson(withoutProbes(plan)));
});
