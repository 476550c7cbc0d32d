import { readFile } from 'node:fs/promises';
import { audioGraph, blockGraph } from '#lib/filter-graph';
import { type AudioSpan, planRender, type Ramp, type RenderPlan } from '#lib/render-plan';
import { rational } from '#lib/timeline';
import { factsFor, mediaInfo, OPTIONS } from '../../../../../test/factories/media.js';
import { timeline } from '../../../../../test/factories/timeline.js';
import { audioCommand, blockCommand, splitSound } from '../../../src/commands/index.js';
import { SOUNDS_AT_ONCE } from '../../../src/commands/sound-blocks.js';
import { planOf } from '../support/plans.js';
import { ffmpeg, tool, workDirectory } from '../support/run.js';

describe('sound blocks', () => {
  const path = workDirectory();
  const MEDIA = { media: [path('noise.wav')] };

  beforeAll(() =>
    tool('-f', 'lavfi', '-i', 'anoisesrc=d=4:r=44100:a=0.5:seed=3', '-ac', '2', '-c:a', 'pcm_s16le', path('noise.wav')),
  );

  const ramp = (samples: number): Ramp => ({ samples, curve: 'straight' });

  const planWith = (lanes: readonly (readonly AudioSpan[])[]): RenderPlan => {
    const info = mediaInfo({ duration: 4, picture: false });
    return planOf({
      fps: rational(30),
      media: [{ ...info, audio: info.audio && { ...info.audio, sampleRate: 44_100 } }],
      spans: [{ kind: 'background', frames: 90 }],
      audio: {
        lanes,
        beds: [
          {
            role: 'music',
            media: 0,
            gain: 0.25,
            loop: true,
            start: 0,
            samples: 144_000,
            fadeIn: null,
            fadeOut: ramp(99),
          },
        ],
      },
    });
  };
  const sound = (index: number): AudioSpan => ({
    ...{ kind: 'sound', samples: 1201 + index, media: 0, inPoint: rational(index, 17), speed: rational(1) },
    ...{ gain: index % 5 === 0 ? 3 : 0.5, fadeIn: ramp(50), fadeOut: ramp(100) },
  });
  const silence: AudioSpan = { kind: 'silence', samples: 333 };
  const lane = (sounds: number): readonly AudioSpan[] =>
    Array.from({ length: sounds }, (_, index) => (index % 7 === 3 ? [silence, sound(index)] : [sound(index)])).flat();

  /** How many sounds each process of the plan opens. */
  const opened = (plan: RenderPlan): readonly number[] => {
    const split = splitSound(plan);
    const graphs = [...split.blocks.map(({ spans }) => blockGraph(plan, spans)), audioGraph(split.plan)];
    return graphs.map(({ inputs }) => inputs.length);
  };

  describe('the sound of very many clips', () => {
    it('is made in blocks that nobody can hear: the same bytes as in one run', async () => {
      const plan = planWith([lane(SOUNDS_AT_ONCE + 5), [silence, ...lane(3)]]);
      const split = splitSound(plan);
      expect(split.blocks.map(({ spans }) => spans.filter(({ kind }) => kind === 'sound').length)).toEqual([32, 5, 3]);
      const blocks = split.blocks.map((_, index) => path(`block-${index}.w64`));
      for (const [index, block] of split.blocks.entries()) {
        await ffmpeg(blockCommand(plan, block, { ...MEDIA, output: blocks[index] ?? '' }));
      }
      await ffmpeg(audioCommand(split.plan, { media: [...MEDIA.media, ...blocks], output: path('split.m4a') }));
      await ffmpeg(audioCommand(plan, { ...MEDIA, output: path('whole.m4a') }));
      expect(await readFile(path('split.m4a'))).toEqual(await readFile(path('whole.m4a')));
    }, 60_000);

    it('is one run where there are few', () => {
      const plan = planWith([lane(SOUNDS_AT_ONCE - 2), lane(2)]);
      expect(splitSound(plan)).toEqual({ blocks: [], plan });
    });

    it('never opens many at once, also where clips cross over', () => {
      const cut = { in: 0, out: 0.9 };
      const crossed = { ...cut, transition: 'crossfade', d: 0.3 };
      for (const later of [cut, crossed]) {
        const of = timeline({ clips: [cut, ...Array.from({ length: 199 }, () => later)] });
        const counts = opened(planRender(of, factsFor(of), OPTIONS));
        expect(counts.slice(0, -1).reduce((sum, count) => sum + count, 0)).toBe(200);
        expect(Math.max(...counts)).toBeLessThanOrEqual(SOUNDS_AT_ONCE);
      }
    });
  });
});
