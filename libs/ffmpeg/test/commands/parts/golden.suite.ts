import { readdirSync } from 'node:fs';
import { audioGraph, segmentGraph } from '#lib/filter-graph';
import { planRender } from '#lib/render-plan';
import type { Timeline } from '#lib/timeline';
import { type AudioSketch, audioBed } from '../../../../../test/factories/audio.js';
import { factsFor, OPTIONS, type SourceSketch } from '../../../../../test/factories/media.js';
import { type TimelineSketch, timeline } from '../../../../../test/factories/timeline.js';
import { expectGolden, readableJson, readGolden } from '../../../../../test/support/golden.js';
import {
  assembleCommand,
  audioCommand,
  concatList,
  levelCommand,
  mixCommand,
  segmentCommand,
} from '../../../src/commands/index.js';

/** The sketch of a composition: timeline.json in each folder of test/golden/graph. */
interface GoldenCase extends Omit<TimelineSketch, 'audio'>, AudioSketch {
  readonly about: string;
  readonly background?: string;
  readonly sources?: Readonly<Record<string, SourceSketch>>;
}

const timelineOf = (golden: GoldenCase): Timeline => {
  const plain = timeline({ ...golden, audio: audioBed(golden) });
  return { ...plain, background: golden.background ?? plain.background };
};

const cases = readdirSync(new URL('../../../../../test/golden/graph/', import.meta.url));

it.each(cases)('graphs and commands of %s', (name) => {
  const golden: GoldenCase = JSON.parse(readGolden(`graph/${name}/timeline.json`));
  const of = timelineOf(golden);
  const plan = planRender(of, factsFor(of, golden.sources), OPTIONS);
  const graphs = plan.segments.map((segment) => [
    `# segment ${segment.index}: frames ${segment.start}–${segment.start + segment.frames}`,
    segmentGraph(plan, segment).filterComplex,
  ]);
  expectGolden(
    `graph/${name}/graph.txt`,
    [...graphs, ['# sound', audioGraph(plan).filterComplex]].map((lines) => lines.join('\n')).join('\n\n'),
  );

  const files = {
    media: plan.media.map((_, index) => `/job/media-${index}`),
    pictures: plan.pictures.map((_, index) => `/job/picture-${index}.png`),
  };
  const names = plan.segments.map(({ index }) => `segment-${index}.mp4`);
  const commands = {
    segments: plan.segments.map((segment, index) =>
      segmentCommand(plan, segment, { ...files, output: `/job/${names[index]}` }),
    ),
    ...(plan.audio.loudness === null
      ? { audio: audioCommand(plan, { media: files.media, output: '/job/audio.m4a' }) }
      : {
          mix: mixCommand(plan, { media: files.media, output: '/job/audio.mix' }),
          level: levelCommand(plan, { mix: '/job/audio.mix', output: '/job/audio.m4a' }, 4.5),
        }),
    list: concatList(plan, names).split('\n'),
    assemble: assembleCommand(plan, { list: '/job/list', audio: '/job/audio.m4a', output: '/job/output.mp4' }),
  };
  expectGolden(`graph/${name}/argv.json`, readableJson(commands));
});
