import { readFile, writeFile } from 'node:fs/promises';
import type { RenderPlan } from '#lib/render-plan';
import { type Rational, rational } from '#lib/timeline';
import { mediaInfo } from '../../../../../test/factories/media.js';
import { assembleCommand, audioCommand, concatList, segmentCommand } from '../../../src/commands/index.js';
import { span } from '../support/listen.js';
import { cutAt, planOf, view } from '../support/plans.js';
import { rawFrames } from '../support/render.js';
import { ffmpeg, ffprobe, tool, workDirectory } from '../support/run.js';

describe('assembled', () => {
  const path = workDirectory();
  const SIZE = { width: 128, height: 72 };
  const AAC_FRAME = 1024;
  /** The source flashes white for two frames, and clicks with the first of them, at every whole second from 1 on. */
  const SECONDS = 8;
  const SECRETS = ['location=+48.1173+011.5167/', 'comment=secret-serial', 'creation_time=2001-02-03T04:05:06Z'];

  beforeAll(async () => {
    const flash = `color=black:s=128x72:r=30:d=${SECONDS},geq=lum='if(lt(mod(N,30),2)*gt(N,2),235,16)':cb=128:cr=128`;
    const click = `aevalsrc='if(gte(t,0.9)*lt(mod(t,1),0.002),0.9*sin(2*PI*1000*mod(t,1)),0)':s=44100:d=${SECONDS}:c=stereo`;
    await tool(
      ...['-f', 'lavfi', '-i', flash, '-f', 'lavfi', '-i', click, '-c:v', 'libx264', '-g', '60', '-pix_fmt', 'yuv420p'],
      ...['-c:a', 'aac', '-b:a', '192k', ...SECRETS.flatMap((tag) => ['-metadata', tag])],
      ...['-metadata:s:v:0', 'handler_name=secret-camera', '-f', 'mov', path('flash.mp4')],
    );
  }, 60_000);

  const planFor = (fps: Rational, frames: number, inPoint: Rational): RenderPlan => {
    const samples = Math.round((frames * 48_000 * fps.den) / fps.num);
    const sound = span(samples, { inPoint });
    return planOf({
      fps,
      media: [mediaInfo({ ...SIZE, duration: SECONDS })],
      spans: [{ kind: 'clip', frames, view: view(0, inPoint) }],
      ...SIZE,
      audio: { lanes: [[sound]] },
    });
  };

  const render = async (plan: RenderPlan, name: string): Promise<string> => {
    const media = [path('flash.mp4')];
    const names = plan.segments.map(({ index }) => `${name}-${index}.mp4`);
    for (const [index, segment] of plan.segments.entries()) {
      await ffmpeg(segmentCommand(plan, segment, { media, pictures: [], output: path(names[index] ?? '') }));
    }
    const audio = path(`${name}.m4a`);
    await ffmpeg(audioCommand(plan, { media, output: audio }));
    const list = path(`${name}.ffconcat`);
    await writeFile(list, concatList(plan, names));
    await ffmpeg(assembleCommand(plan, { list, audio, output: path(`${name}.mp4`) }));
    return path(`${name}.mp4`);
  };

  /** Frames with which a flash begins. */
  const flashes = async (file: string): Promise<readonly number[]> => {
    const raw = await tool('-i', file, '-map', '0:v', '-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1');
    const size = SIZE.width * SIZE.height;
    const white = (n: number): boolean => n >= 0 && (raw[n * size + size / 2] ?? 0) > 128;
    return Array.from({ length: raw.length / size }, (_, n) => n).filter((n) => white(n) && !white(n - 1));
  };

  /** Samples at which a click begins. */
  const clicks = async (file: string): Promise<{ readonly at: readonly number[]; readonly samples: number }> => {
    const raw = await tool('-i', file, '-map', '0:a', '-f', 's16le', '-ac', '1', 'pipe:1');
    const levels = new Int16Array(raw.buffer, raw.byteOffset, raw.length / 2);
    const at: number[] = [];
    for (const [index, level] of levels.entries()) {
      if (Math.abs(level) > 4000 && index - (at.at(-1) ?? -48_000) > 24_000) at.push(index);
    }
    return { at, samples: levels.length };
  };

  describe('an assembled composition', () => {
    it.each([
      ['30', rational(30), 151, rational(0), [1, 47, 90]],
      ['29.97', rational(30_000, 1001), 160, rational(33, 100), [50, 100]],
      ['25', rational(25), 101, rational(1234, 1000), [7]],
      ['24', rational(24), 120, rational(1, 7), []],
    ])('at %s has every frame, all of the sound, and both in step', async (name, fps, frames, inPoint, edges) => {
      const plan = cutAt(planFor(fps, frames, inPoint), edges);
      const file = await render(plan, `sync-${name}`);
      const seen = await flashes(file);
      const heard = await clicks(file);

      const { streams } = (await ffprobe('-count_packets', '-show_streams', file)) as {
        streams: { nb_read_packets: string; start_time: string; duration: string }[];
      };
      expect(Number(streams[0]?.nb_read_packets)).toBe(frames);
      expect(streams.map(({ start_time }) => Number(start_time))).toEqual([0, 0]);
      expect(Math.abs(heard.samples - plan.audio.samples)).toBeLessThan(AAC_FRAME);
      expect(seen.length).toBeGreaterThanOrEqual(3);
      // Every source second that is a click is seen within half a frame of where it is heard, which is exact to 1 ms.
      const start = inPoint.num / inPoint.den;
      const wanted = [1, 2, 3, 4, 5, 6, 7]
        .map((second) => second - start)
        .filter((t) => t > 0 && t < frames / (fps.num / fps.den));
      const heardAt = heard.at.map((sample) => sample / 48_000);
      expect(heardAt).toHaveLength(wanted.length);
      for (const [index, time] of wanted.entries()) expect(Math.abs((heardAt[index] ?? 0) - time)).toBeLessThan(0.001);
      const frame = fps.den / fps.num;
      for (const shown of seen) {
        const nearest = Math.min(...heardAt.map((time) => Math.abs(time - shown * frame)));
        expect(nearest).toBeLessThanOrEqual(frame);
      }
    });

    it('has pictures exactly on the grid, however many segments there are', async () => {
      const fps = rational(30_000, 1001);
      const edges = Array.from({ length: 119 }, (_, index) => 4 * (index + 1));
      const plan = cutAt(planFor(fps, 480, rational(0)), edges);
      const [segment] = plan.segments;
      if (segment === undefined) throw new Error('The plan has no segment.');
      const media = [path('flash.mp4')];
      await ffmpeg(segmentCommand(plan, segment, { media, pictures: [], output: path('four.mp4') }));
      await ffmpeg(audioCommand(plan, { media, output: path('grid.m4a') }));
      const list = path('grid.ffconcat');
      // One segment for all: what is in them does not matter here.
      const names = plan.segments.map(() => 'four.mp4');
      await writeFile(list, concatList(plan, names));
      await ffmpeg(assembleCommand(plan, { list, audio: path('grid.m4a'), output: path('grid.mp4') }));
      const { packets } = (await ffprobe('-select_streams', 'v', '-show_entries', 'packet=pts', path('grid.mp4'))) as {
        packets: { pts: number }[];
      };
      const times = packets.map(({ pts }) => pts).sort((a, b) => a - b);
      expect(times).toEqual(Array.from({ length: 480 }, (_, n) => n * 1001));
    });

    it('is the same, byte by byte, when made again', async () => {
      const plan = cutAt(planFor(rational(30), 60, rational(1)), [30]);
      const [one, two] = [await render(plan, 'once'), await render(plan, 'again')];
      expect((await readFile(one)).equals(await readFile(two))).toBe(true);
    });

    it('with crf 0 loses nothing of any picture', async () => {
      const planned = cutAt(planFor(rational(30), 4, rational(1)), [2]);
      const plan = { ...planned, sizes: planned.sizes.map((size) => ({ ...size, crf: 0 })) };
      const file = await render(plan, 'lossless');
      const shown = await tool('-i', file, '-map', '0:v', '-f', 'rawvideo', 'pipe:1');
      const wanted = await rawFrames(plan, { media: [path('flash.mp4')], pictures: [], directory: path('raw') });
      expect(shown.equals(wanted)).toBe(true);
    });

    it('tells nothing of its sources, is tagged BT.709 and plays before it is all there', async () => {
      const file = await render(planFor(rational(30), 10, rational(0)), 'tags');
      const { format, streams } = (await ffprobe('-show_format', '-show_streams', file)) as {
        format: { tags: Record<string, string> };
        streams: Record<string, unknown>[];
      };
      expect(Object.keys(format.tags)).toEqual(['major_brand', 'minor_version', 'compatible_brands']);
      const bt709 = { color_range: 'tv', color_space: 'bt709', color_transfer: 'bt709', color_primaries: 'bt709' };
      const bytes = (await readFile(file)).toString('latin1');
      const source = (await readFile(path('flash.mp4'))).toString('latin1');
      for (const told of ['+48.1173', 'secret-serial', 'secret-camera']) expect(source).toContain(told);
      expect(bytes).not.toMatch(/48\.1173|secret|Lavf|x264/);
      expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
      expect(streams[0]).toMatchObject({ codec_name: 'h264', pix_fmt: 'yuv420p', avg_frame_rate: '30/1', ...bt709 });
      expect(streams[1]).toMatchObject({ codec_name: 'aac', sample_rate: '48000', channels: 2 });
      expect((await readFile(file)).includes('x264')).toBe(false);
    });
  });
});
