import { readdirSync } from 'node:fs';
import { planRender } from '#lib/render-plan';
import type { Timeline } from '#lib/timeline';
import { type AudioSketch, audioBed } from '../../../test/factories/audio.js';
import { factsFor, OPTIONS, type SourceSketch } from '../../../test/factories/media.js';
import { type TimelineSketch, timeline } from '../../../test/factories/timeline.js';
import { expectGolden, readableJson, readGolden } from '../../../test/support/golden.js';

interface GoldenCase extends Omit<TimelineSketch, 'audio'>, AudioSketch {
  readonly about: string;
  readonly sources?: Readonly<Record<string, SourceSketch>>;
}

const timelineOf = (golden: GoldenCase): Timeline => timeline({ ...golden, audio: audioBed(golden) });

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
