import { readFile, writeFile } from 'node:fs/promises';
import type { RenderPlan } from '#lib/render-plan';
import { FORMATS, type OutputFormat, type PictureCodec, rational, type SoundCodec } from '#lib/timeline';
import { mediaInfo } from '../../../../../test/factories/media.js';
import {
  assembleCommand,
  audioCommand,
  concatList,
  gifCommand,
  paletteCommand,
  renditionsCommand,
  segmentCommand,
} from '../../../src/commands/index.js';
import { chooseEncoders } from '../../../src/encoders/index.js';
import type { Launcher } from '../../../src/process/launcher.js';
import { type ExpectedOutput, verifyOutput } from '../../../src/verify/index.js';
import { testLauncher } from '../../support/launcher.js';
import { span } from '../support/listen.js';
import { cutAt, planOf, view } from '../support/plans.js';
import { ffmpeg, ffprobe, tool, workDirectory } from '../support/run.js';

describe('outputs', () => {
  const path = workDirectory();
  const SIDE = 64;
  const FPS = rational(30_000, 1001);
  const FRAMES = 16;
  const SAMPLES = Math.round((FRAMES * 48_000 * 1001) / 30_000);
  const CLICK = 12_000;
  const ENCODERS = chooseEncoders(['libx264', 'libx265', 'libvpx-vp9', 'libsvtav1', 'libaom-av1']);
  let launcher: Launcher;

  /** Frame n is grey, 12 levels lighter than the one before; the sound is one click. */
  beforeAll(async () => {
    launcher = await testLauncher();
    const grey = `color=black:s=${SIDE}x${SIDE}:r=30000/1001,format=yuv420p,geq=lum='30+12*N':cb=128:cr=128`;
    const click = `aevalsrc='if(between(n,${CLICK},${CLICK + 20}),0.8,0)':s=48000:c=stereo`;
    await tool(
      ...['-f', 'lavfi', '-i', grey, '-f', 'lavfi', '-i', click, '-t', '0.6', '-c:v', 'libx264', '-qp', '0'],
      ...['-c:a', 'pcm_s16le', '-f', 'mov', path('grey.mov')],
    );
  });

  const planFor = (format: OutputFormat, codec: PictureCodec | null, sizes = [[SIDE, 15]]): RenderPlan => {
    const { sound } = FORMATS[format];
    const plan = planOf({
      ...{ fps: FPS, width: SIDE, height: SIDE },
      media: [mediaInfo({ width: SIDE, height: SIDE, duration: 0.6 })],
      spans: [{ kind: 'clip', frames: FRAMES, view: view(0) }],
      audio: { samples: SAMPLES, lanes: [[span(SAMPLES)]] },
    });
    const picture =
      codec === null
        ? null
        : { codec, encoder: ENCODERS.get(codec) ?? '', bitrate: null, preset: 'ultrafast' as const };
    const encoder = { format, picture, sound: sound === null ? null : { codec: sound, bitrate: 128_000 } };
    return {
      ...cutAt(plan, [9]),
      sizes: sizes.map(([side = SIDE, crf = 15]) => ({ width: side, height: side, crf })),
      encoder,
    };
  };

  const media = [path('grey.mov')];
  const names = (codec: PictureCodec): readonly string[] => [`${codec}-0`, `${codec}-1`];
  const made = new Map<string, Promise<unknown>>();
  const once = (what: string, make: () => Promise<unknown>): Promise<unknown> => {
    const making = made.get(what) ?? make();
    made.set(what, making);
    return making;
  };

  const makeSegments = (plan: RenderPlan, codec: PictureCodec): Promise<unknown> =>
    once(codec, () =>
      Promise.all(
        plan.segments.map((segment, index) =>
          ffmpeg(segmentCommand(plan, segment, { media, pictures: [], output: path(names(codec)[index] ?? '') })),
        ),
      ),
    );

  const makeSound = async (plan: RenderPlan, codec: SoundCodec): Promise<string> => {
    await once(codec, () => ffmpeg(audioCommand(plan, { media, output: path(codec) })));
    return path(codec);
  };

  /** Renders by the service's own commands. @returns the file */
  const render = async (format: OutputFormat, codec: PictureCodec | null): Promise<string> => {
    const plan = planFor(format, codec);
    const { sound } = FORMATS[format];
    const audio = sound === null ? null : await makeSound(plan, sound);
    if (codec === null) return audio ?? '';
    await makeSegments(plan, codec);
    const [list, output] = [path(`${codec}.${format}.txt`), path(`${codec}.${format}`)];
    await writeFile(list, concatList(plan, names(codec)));
    if (format !== 'gif') await ffmpeg(assembleCommand(plan, { list, audio, output }));
    else {
      await ffmpeg(paletteCommand({ list, palette: path('palette.png') }));
      await ffmpeg(gifCommand({ list, palette: path('palette.png'), output }));
    }
    return output;
  };

  /** Grey of the middle of every frame. */
  const greys = async (file: string, side = SIDE): Promise<readonly number[]> => {
    const raw = await tool(
      '-i',
      file,
      '-map',
      '0:v',
      '-fps_mode',
      'passthrough',
      '-pix_fmt',
      'yuv420p',
      '-f',
      'rawvideo',
      'pipe:1',
    );
    const size = (side * side * 3) / 2;
    return Array.from({ length: raw.length / size }, (_, n) => raw[n * size + (side * side) / 2 + side / 2] ?? 0);
  };

  const expectGreys = (found: readonly number[], within: number): void => {
    const wanted = Array.from({ length: FRAMES }, (_, n) => 30 + 12 * n);
    const near = found.length === FRAMES && found.every((grey, n) => Math.abs(grey - (wanted[n] ?? 0)) <= within);
    expect(near ? wanted : found).toEqual(wanted);
  };

  /** Samples until the click, and all there are. */
  const heard = async (file: string): Promise<{ readonly click: number; readonly samples: number }> => {
    const raw = await tool('-i', file, '-map', '0:a', '-f', 's16le', '-ac', '1', 'pipe:1');
    const levels = new Int16Array(raw.buffer, raw.byteOffset, raw.length / 2);
    return { click: levels.findIndex((level) => Math.abs(level) > 8000), samples: levels.length };
  };

  const expected = (format: OutputFormat, codec: PictureCodec | null): ExpectedOutput => ({
    ...{ format, codec, frames: FRAMES, fps: FPS, width: SIDE, height: SIDE },
    audioSamples: FORMATS[format].sound === null ? null : SAMPLES,
  });

  describe('a result', () => {
    it.each([
      ['mp4', 'h265', { codec_name: 'hevc', codec_tag_string: 'hvc1' }],
      ['mov', 'h265', { codec_name: 'hevc', codec_tag_string: 'hvc1' }],
      ['mp4', 'vp9', { codec_name: 'vp9', codec_tag_string: 'vp09' }],
      ['webm', 'vp9', { codec_name: 'vp9' }],
      ['mp4', 'av1', { codec_name: 'av1', codec_tag_string: 'av01' }],
      ['webm', 'av1', { codec_name: 'av1' }],
    ] as const)(
      'as %s with %s has every frame in order, its sound in step, and the right tags',
      async (format, codec, tags) => {
        const file = await render(format, codec);
        await verifyOutput(launcher, file, expected(format, codec));
        expectGreys(await greys(file), 4);
        const { click, samples } = await heard(file);
        expect(Math.abs(click - CLICK)).toBeLessThan(24);
        // WebM says which samples were never there; MP4, as far as ffmpeg 5 reads it, not those of the last packet.
        expect(Math.abs(samples - SAMPLES)).toBeLessThan(format === 'webm' ? 1 : 1024);
        const bt709 = { color_range: 'tv', color_space: 'bt709', color_transfer: 'bt709', color_primaries: 'bt709' };
        const { streams } = (await ffprobe('-show_streams', file)) as { streams: Record<string, unknown>[] };
        expect(streams[0]).toMatchObject({ pix_fmt: 'yuv420p', ...bt709, ...tags });
        expect((await readFile(file)).toString('latin1')).not.toMatch(/Lavf\d|Lavc\d|x265 \(build/);
      },
    );

    it('as GIF shows every frame in its own colours, for ever', async () => {
      const file = await render('gif', 'gif');
      await verifyOutput(launcher, file, expected('gif', 'gif'));
      expectGreys(await greys(file), 3);
      expect((await readFile(file)).toString('latin1')).toContain('NETSCAPE2.0\x03\x01\x00\x00');
    });

    it('as MP3 is the sound alone, from its first sample to its last', async () => {
      const file = await render('mp3', null);
      await verifyOutput(launcher, file, expected('mp3', null));
      expect(await heard(file)).toEqual({ click: expect.any(Number), samples: SAMPLES });
      expect(Math.abs((await heard(file)).click - CLICK)).toBeLessThan(24);
    });

    it('in several sizes and qualities comes from one decode, each with the bytes it has alone', async () => {
      const plan = planFor('mp4', 'h264', [
        [64, 15],
        [32, 15],
        [16, 15],
        [64, 45],
      ]);
      const [segment] = plan.segments;
      if (segment === undefined) throw new Error('The plan has no segment.');
      const outputs = [0, 1, 2, 3].map((rendition) => ({ rendition, path: path(`size-${rendition}`) }));
      const command = renditionsCommand(plan, segment, { media, pictures: [], outputs });
      expect(command.filter((one) => one === '-i')).toHaveLength(1);
      await ffmpeg(command);
      const alone = [{ rendition: 1, path: path('size-alone') }];
      await ffmpeg(renditionsCommand(plan, segment, { media, pictures: [], outputs: alone }));
      expect((await readFile(path('size-1'))).equals(await readFile(path('size-alone')))).toBe(true);
      const bytes = async (rendition: number): Promise<number> => (await readFile(path(`size-${rendition}`))).length;
      expect(await bytes(3)).toBeLessThan(await bytes(0));
      const whole = await greys(path('size-0'));
      expect(whole).toHaveLength(segment.frames);
      for (const [rendition, side] of [
        [1, 32],
        [2, 16],
      ] as const) {
        const small = await greys(path(`size-${rendition}`), side);
        expect(small.map((grey, n) => Math.abs(grey - (whole[n] ?? 0)) <= 3)).toEqual(whole.map(() => true));
      }
    });
  });
});
