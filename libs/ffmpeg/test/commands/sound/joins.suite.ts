import { readFile } from 'node:fs/promises';
import { audioGraph, blockGraph, segmentGraph } from '#lib/filter-graph';
import { planRender, type RenderPlan, type Segment, sampleOf } from '#lib/render-plan';
import { mediaInfo, OPTIONS } from '../../../../../test/factories/media.js';
import { type ClipSketch, timeline } from '../../../../../test/factories/timeline.js';
import { DEFAULT_LIMITS } from '../../../src/commands/files.js';
import { blockCommand, splitSound } from '../../../src/commands/index.js';
import { pictureArgs } from '../../../src/commands/segment-command.js';
import { decibels, RATE } from '../support/listen.js';
import { ffmpeg, tool, workDirectory } from '../support/run.js';

describe('joins', () => {
  const path = workDirectory();
  const SECONDS = 12;
  const CUTS = 60;
  const [WIDTH, HEIGHT] = [64, 36];

  interface Source {
    readonly file: string;
    readonly fps: number;
    readonly sampleRate: number;
  }

  const planFor = (sources: readonly Source[], clips: readonly ClipSketch[], fps: number): RenderPlan => {
    const media = new Map(
      sources.map(({ file, fps: rate, sampleRate }) => {
        const info = mediaInfo({ duration: SECONDS, fps: rate, width: WIDTH, height: HEIGHT });
        return [file, { checksum: file, info: { ...info, audio: info.audio && { ...info.audio, sampleRate } } }];
      }),
    );
    const of = timeline({ clips, fps });
    const output = { ...of.output, width: WIDTH, height: HEIGHT };
    return planRender({ ...of, output }, { media, layers: [] }, OPTIONS);
  };

  const filesOf = (plan: RenderPlan) => ({ media: plan.media.map(({ checksum }) => path(checksum)), pictures: [] });

  /** The whole sound as floats, left channel: what the encoder is given. */
  const heard = async (plan: RenderPlan): Promise<Float64Array> => {
    const split = splitSound(plan);
    const { media, pictures } = filesOf(plan);
    const blocks = split.blocks.map((_, index) => path(`block-${index}.w64`));
    for (const [index, block] of split.blocks.entries()) {
      expect(blockGraph(plan, block.spans).inputs.length).toBeGreaterThan(0);
      await ffmpeg(['-y', ...blockCommand(plan, block, { media, output: blocks[index] ?? '' })]);
    }
    const args = pictureArgs(audioGraph(split.plan), { media: [...media, ...blocks], pictures }, 1, DEFAULT_LIMITS);
    await ffmpeg([...args, '-f', 'f32le', `file:${path('heard.raw')}`]);
    const bytes = await readFile(path('heard.raw'));
    return Float64Array.from({ length: bytes.length / 8 }, (_, n) => bytes.readFloatLE(n * 8));
  };

  /** Mean luma of every frame of a segment. */
  const seen = async (plan: RenderPlan, segment: Segment): Promise<readonly number[]> => {
    const args = pictureArgs(segmentGraph(plan, segment), filesOf(plan), segment.threads, DEFAULT_LIMITS);
    await ffmpeg([
      ...args,
      '-fps_mode',
      'passthrough',
      '-pix_fmt',
      'gray',
      '-f',
      'rawvideo',
      `file:${path('seen.raw')}`,
    ]);
    const raw = await readFile(path('seen.raw'));
    const size = WIDTH * HEIGHT;
    return Array.from(
      { length: raw.length / size },
      (_, n) => raw.subarray(n * size, (n + 1) * size).reduce((a, b) => a + b) / size,
    );
  };

  describe(`${CUTS} cuts of odd length`, () => {
    const sources: readonly Source[] = [
      { file: 'film.mp4', fps: 24, sampleRate: 44_100 },
      { file: 'ntsc.mp4', fps: 29.97, sampleRate: 48_000 },
      { file: 'fast.mp4', fps: 50, sampleRate: 22_050 },
    ];
    /** Another brightness, and another loudness, every fortieth of a second: noise that is the same for eye and ear. */
    const noise = (time: string): string => `mod(abs(sin(floor(${time}*40)*12.9898)*43758.5453),1)`;

    beforeAll(async () => {
      await Promise.all(
        sources.map(({ file, fps, sampleRate }) =>
          tool(
            ...[
              '-f',
              'lavfi',
              '-i',
              `color=black:s=${WIDTH}x${HEIGHT}:r=${fps === 29.97 ? '30000/1001' : fps}:d=${SECONDS}`,
            ],
            ...[
              '-f',
              'lavfi',
              '-i',
              `aevalsrc='0.8*${noise('t')}*sin(2*PI*3000*t)':s=${sampleRate}:c=mono:d=${SECONDS}`,
            ],
            ...[
              '-vf',
              `geq=lum='16+219*${noise('T')}':cb=128:cr=128`,
              '-c:v',
              'libx264',
              '-preset',
              'ultrafast',
              '-qp',
              '10',
            ],
            ...['-g', '50', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '160k', path(file)],
          ),
        ),
      );
    });

    it('from mixed rates: at the end the sound is within a frame of its picture', async () => {
      const clips = Array.from({ length: CUTS }, (_, index): ClipSketch => {
        const from = (index * 1.37) % 9;
        return { url: sources[index % 3]?.file ?? '', in: from, out: from + 0.311 + ((index * 7) % 13) * 0.053 };
      });
      const plan = planFor(sources, clips, 29.97);
      const last = plan.segments.at(-1);
      if (last === undefined) throw new Error('A plan has a segment.');
      const [sound, luma] = [await heard(plan), await seen(plan, last)];
      expect(sound).toHaveLength(plan.audio.samples);
      expect(luma).toHaveLength(last.frames);
      const levels = (shift: number): readonly number[] =>
        luma.map((_, n) => {
          const at = sampleOf(last.start + n, plan.fps) + shift;
          return Math.sqrt(sound.subarray(at, at + 400).reduce((sum, value) => sum + value * value, 0) / 400);
        });
      // Cross-correlated in steps of a quarter of a millisecond, a tenth of a second either way.
      const shifts = Array.from({ length: 801 }, (_, n) => (n - 400) * 12);
      const alike = shifts.map((shift) => correlation(levels(shift), luma));
      const most = Math.max(...alike);
      const best = shifts[alike.indexOf(most)] ?? Number.NaN;
      expect(most).toBeGreaterThan(0.7);
      expect(Math.abs(best)).toBeLessThanOrEqual((RATE * plan.fps.den) / plan.fps.num);
    }, 60_000);
  });

  describe('a continuous tone, cut sixty times', () => {
    const HERTZ = 440;
    const sources: readonly Source[] = [
      { file: 'tone-44.mp4', fps: 30, sampleRate: 44_100 },
      { file: 'tone-48.mp4', fps: 30, sampleRate: 48_000 },
    ];

    beforeAll(async () => {
      const picture = ['-f', 'lavfi', '-i', `color=black:s=${WIDTH}x${HEIGHT}:r=30:d=${SECONDS}`];
      await Promise.all(
        sources.map(({ file, sampleRate }) =>
          tool(
            ...[
              ...picture,
              '-f',
              'lavfi',
              '-i',
              `aevalsrc='0.5*sin(2*PI*${HERTZ}*t)':s=${sampleRate}:c=stereo:d=${SECONDS}`,
            ],
            ...['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', '-b:a', '256k', path(file)],
          ),
        ),
      );
    });

    /** Clips that follow each other in the sources, now from one and now from the other, cut at these seconds. */
    const cutsAt = (times: readonly number[]): readonly ClipSketch[] =>
      times.slice(1).map((out, index) => ({ url: sources[index % 2]?.file ?? '', in: times[index] ?? 0, out }));
    const startsOf = ({ segments, fps }: RenderPlan): readonly number[] =>
      segments.flatMap(({ spans, start }) =>
        spans.map((_, index) => {
          const frames = spans.slice(0, index + 1).reduce((sum, span) => sum + span.frames, 0);
          return sampleOf(start + frames, fps);
        }),
      );

    it('at frames goes on as if it had not been cut', async () => {
      const plan = planFor(sources, cutsAt(Array.from({ length: CUTS + 1 }, (_, n) => (n * 5) / 30)), 30);
      const sound = await heard(plan);
      // Away from both ends, where the codec itself comes and goes.
      const off = sound
        .subarray(4800, -4800)
        .map((value, n) => value - 0.5 * Math.sin((2 * Math.PI * HERTZ * (n + 4800)) / RATE));
      const worst = Math.max(
        ...startsOf(plan)
          .map((at) => decibels(power(off.subarray(Math.max(0, at - 5040), at - 4560))))
          .filter((db) => !Number.isNaN(db)),
      );
      expect(worst).toBeLessThan(-60);
    });

    it('anywhere, where its phase must jump, does not click', async () => {
      const plan = planFor(sources, cutsAt(Array.from({ length: CUTS + 1 }, (_, n) => n * 0.1837)), 30);
      const high = aboveTone(await heard(plan));
      const around = startsOf(plan).map((at) => decibels(power(high.subarray(at - 480, at + 480))));
      expect(Math.max(...around.slice(0, -1))).toBeLessThan(-60);
    });
  });

  const power = (values: Float64Array): number =>
    Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / Math.max(1, values.length));

  /** What a click is made of: everything above about 5 kHz, by three first-order differences in a row of moving means. */
  const aboveTone = (sound: Float64Array): Float64Array => {
    let values = sound;
    for (let pass = 0; pass < 4; pass += 1) values = values.map((value, n) => (value - (values[n - 1] ?? 0)) / 2);
    return values;
  };

  const correlation = (a: readonly number[], b: readonly number[]): number => {
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const [ma, mb] = [mean(a), mean(b)];
    let [ab, aa, bb] = [0, 0, 0];
    for (const [n, value] of a.entries()) {
      const [da, db] = [value - ma, (b[n] ?? 0) - mb];
      ab += da * db;
      aa += da * da;
      bb += db * db;
    }
    return ab / Math.sqrt(aa * bb);
  };
});
