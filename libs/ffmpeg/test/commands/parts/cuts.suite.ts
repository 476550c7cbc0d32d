import { execFile } from 'node:child_process';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { type CutPlan, copyableClips, type MediaInfo, planCuts, type RenderPlan, windowOf } from '#lib/render-plan';
import { rational, ZERO } from '#lib/timeline';
import { mediaInfo } from '../../../../../test/factories/media.js';
import { concatList, copyCommand, edgeCommand, joinCutsCommand, silentPackets } from '../../../src/commands/index.js';
import { readByProbe, readCodedVideo } from '../../../src/probe/index.js';
import { readMp4Video } from '../../../src/probe/mp4/mp4-video.js';
import { probeContext } from '../../../src/probe/options.js';
import { testLauncher } from '../../support/launcher.js';
import { planOf, view } from '../support/plans.js';
import { ffmpeg, ffprobe, tool, workDirectory } from '../support/run.js';

describe('cuts', () => {
  const exec = promisify(execFile);
  const path = workDirectory();
  const SIZE = { width: 96, height: 54 };
  const RATE = 25;

  /** What sources of the same kind differ in: who encoded them. Frame n of each shows n and nothing else does. */
  const SOURCES = {
    plain: ['-bf', '2', '-g', '12'],
    main: ['-profile:v', 'high', '-x264-params', 'cabac=0:ref=4:bframes=0:keyint=10:8x8dct=1'],
    open: ['-x264-params', 'open-gop=1:keyint=9:bframes=3:b-pyramid=normal:scenecut=0'],
    shifted: ['-bf', '3', '-g', '12', '-output_ts_offset', '3.2'],
    far: ['-bf', '2', '-g', '500'],
    /** Sound behind the picture, which is how most files are. */
    usual: ['-bf', '2', '-g', '12'],
    /** Every fifth frame is missing. */
    unsteady: ['-bf', '2', '-g', '6', '-vf', 'select=mod(n+1\\,5)', '-fps_mode', 'vfr'],
  } as const;
  /** What `-ss … -c copy` leaves of `usual`: a frame before its beginning, hidden by an edit list. */
  type Name = keyof typeof SOURCES | 'trimmed';
  const file = (name: Name): string => path(`${name}.mp4`);

  beforeAll(async () => {
    await tool(
      ...['-f', 'lavfi', '-i', `testsrc2=s=${SIZE.width}x${SIZE.height}:r=${RATE}:d=2`],
      ...['-f', 'lavfi', '-i', 'sine=f=440:d=2'],
      ...Object.entries(SOURCES).flatMap(([name, how]) => [
        // Sound first: pictures are not always stream 0, and packets of both are interleaved. Shifted, it would begin before the picture.
        ...(name === 'shifted' || name === 'usual' ? [] : ['-map', '1:a', '-c:a', 'aac']),
        ...['-map', '0:v', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '30', '-pix_fmt', 'yuv420p'],
        ...(name === 'usual' ? ['-map', '1:a', '-c:a', 'aac'] : []),
        ...[...how, file(name as Name)],
      ]),
    );
    await tool('-ss', '0.52', '-i', file('usual'), '-map', '0', '-c', 'copy', file('trimmed'));
  }, 60_000);

  const PICTURE_FIRST: readonly Name[] = ['shifted', 'usual', 'trimmed'];
  const streamOf = (name: Name): number => (PICTURE_FIRST.includes(name) ? 0 : 1);

  interface Clip {
    readonly name: Name;
    readonly from: number;
    readonly frames: number;
  }

  const planFor = (clips: readonly Clip[]): { readonly plan: RenderPlan; readonly files: readonly string[] } => {
    const names = [...new Set(clips.map(({ name }) => name))];
    const infoOf = (name: Name): MediaInfo => {
      const info = mediaInfo({ ...SIZE, duration: 2, fps: RATE });
      return { ...info, video: info.video === null ? null : { ...info.video, stream: streamOf(name) } };
    };
    const plan = planOf({
      fps: rational(RATE),
      media: names.map(infoOf),
      spans: clips.map(({ name, from, frames }) => ({
        ...{ kind: 'clip', frames, view: view(names.indexOf(name), rational(from, RATE)) },
      })),
      ...SIZE,
    });
    return { plan, files: names.map(file) };
  };

  async function cutsOf(plan: RenderPlan, files: readonly string[]): Promise<CutPlan | null> {
    const launcher = await testLauncher();
    const clips = copyableClips(plan) ?? [];
    const coded = clips.map((clip) =>
      readCodedVideo(launcher, files[clip.media] ?? '', {
        stream: plan.media[clip.media]?.info.video?.stream ?? 0,
        window: windowOf(clip, plan.fps),
        videoStart: ZERO,
      }),
    );
    return planCuts(plan, await Promise.all(coded));
  }

  async function assemble(
    clips: readonly Clip[],
    silent = false,
  ): Promise<{ readonly made: string; readonly cuts: CutPlan }> {
    const { plan, files } = planFor(clips);
    const { fps } = plan;
    const cuts = await cutsOf(plan, files);
    if (cuts === null) throw new Error('There is nothing to copy.');
    for (const piece of cuts.pieces) {
      const paths = { source: files[piece.media] ?? '', output: path(`piece-${piece.index}.mp4`) };
      if (piece.inPoint !== null) await copyFile(paths.source, paths.output);
      else
        await ffmpeg(
          piece.kind === 'copied' ? copyCommand(piece, cuts, fps, paths) : edgeCommand(piece, cuts, fps, paths),
        );
    }
    const list = path('cuts.ffconcat');
    await writeFile(
      list,
      concatList(
        { segments: cuts.pieces, fps },
        cuts.pieces.map(({ index }) => `piece-${index}.mp4`),
      ),
    );
    const frames = clips.reduce((sum, clip) => sum + clip.frames, 0);
    const samples = (frames / RATE) * 48_000;
    const silence = { path: path('silence'), samples };
    if (silent) await writeFile(silence.path, silentPackets(samples));
    else await tool('-f', 'lavfi', '-i', 'sine', '-t', String(frames / RATE), '-c:a', 'aac', path('sound.m4a'));
    const audio = silent ? silence : path('sound.m4a');
    await ffmpeg(joinCutsCommand(cuts, fps, { list, audio, output: path('joined.mp4') }));
    return { made: path('joined.mp4'), cuts };
  }

  interface Shown {
    /** In frames. */
    readonly at: number;
    /** Grey levels. */
    readonly pixels: Buffer;
  }

  /** Every frame as a player shows it. Whatever the decoder has to say about the file fails the test. */
  async function shown(source: string): Promise<readonly Shown[]> {
    const raw = path('shown.gray');
    const args = [
      '-v',
      'warning',
      '-xerror',
      '-nostdin',
      '-y',
      '-i',
      source,
      '-map',
      '0:v',
      '-fps_mode',
      'passthrough',
    ];
    const { stdout, stderr } = await exec('ffmpeg', [
      ...args,
      ...['-pix_fmt', 'gray', '-f', 'rawvideo', raw, '-map', '0:v', '-fps_mode', 'passthrough', '-f', 'framecrc', '-'],
    ]);
    expect(stderr).toBe('');
    const [num = 1, den = RATE] = (/#tb 0: (\S+)/.exec(stdout)?.[1] ?? '').split('/').map(Number);
    const bytes = await readFile(raw);
    const size = SIZE.width * SIZE.height;
    const lines = stdout.split('\n').filter((line) => /^\d/.test(line));
    return lines.map((line, index) => ({
      at: (Number(line.split(',')[2]) * num * RATE) / den,
      pixels: bytes.subarray(index * size, (index + 1) * size),
    }));
  }

  const difference = (one: Buffer, other: Buffer): number =>
    one.reduce((sum, level, index) => sum + Math.abs(level - (other[index] ?? 0)), 0) / one.length;

  describe('a film of copies', () => {
    it.each<{
      readonly what: string;
      readonly clips: readonly Clip[];
      readonly copied: number;
      readonly straight: number;
    }>([
      {
        what: 'any place of several sources',
        clips: [
          { name: 'plain', from: 5, frames: 32 },
          { name: 'main', from: 10, frames: 17 },
          { name: 'shifted', from: 3, frames: 40 },
          { name: 'plain', from: 12, frames: 12 },
          { name: 'open', from: 0, frames: 20 },
          { name: 'plain', from: 40, frames: 10 },
        ],
        ...{ copied: 104, straight: 0 },
      },
      {
        what: 'ends of sources, joined straight from them, and what has to be encoded between',
        clips: [
          { name: 'usual', from: 24, frames: 26 },
          { name: 'main', from: 8, frames: 6 },
          { name: 'usual', from: 30, frames: 20 },
          { name: 'usual', from: 0, frames: 50 },
        ],
        ...{ copied: 94, straight: 3 },
      },
      {
        what: 'a source that begins with a frame nobody is shown',
        clips: [
          { name: 'trimmed', from: 0, frames: 37 },
          { name: 'usual', from: 3, frames: 47 },
          { name: 'trimmed', from: 9, frames: 20 },
        ],
        ...{ copied: 81, straight: 1 },
      },
    ])(
      'has exactly the frames asked for, those copied bit for bit, and no decoder finds fault with it: $what',
      async ({ clips, copied, straight }) => {
        const { made, cuts } = await assemble(clips);
        const sources = new Map<Name, readonly Shown[]>();
        for (const { name } of clips) if (!sources.has(name)) sources.set(name, await shown(file(name)));
        const wanted = clips.flatMap(({ name, from, frames }) => sources.get(name)?.slice(from, from + frames) ?? []);
        const seen = await shown(made);
        expect(seen.map(({ at }) => at)).toEqual(wanted.map((_, index) => index));
        const off = wanted.map(({ pixels }, frame) => difference(pixels, seen[frame]?.pixels ?? Buffer.alloc(0)));
        for (const { kind, start, frames } of cuts.pieces) {
          const most = Math.max(...off.slice(start, start + frames));
          if (kind === 'copied') expect(most).toBe(0);
          else expect(most).toBeLessThan(1.5);
        }
        const copies = cuts.pieces.reduce((sum, { kind, frames }) => sum + (kind === 'copied' ? frames : 0), 0);
        const links = cuts.pieces.filter(({ inPoint }) => inPoint !== null).length;
        expect([copies, links]).toEqual([copied, straight]);
      },
      60_000,
    );

    it('is not made where no key frame lies within the clips', async () => {
      const { plan, files } = planFor([{ name: 'far', from: 1, frames: 40 }]);
      expect(await cutsOf(plan, files)).toBeNull();
    });

    it('is not made where frames do not come at a steady rate', async () => {
      const { plan, files } = planFor([{ name: 'unsteady', from: 1, frames: 30 }]);
      expect(await cutsOf(plan, files)).toBeNull();
    });
  });

  it('are joined with silence that is as long to the sample, as it is', async () => {
    const { made } = await assemble([{ name: 'plain', from: 0, frames: 26 }], true);
    expect(
      await ffprobe('-select_streams', 'a', '-show_entries', 'stream=codec_name,duration_ts,start_pts', made),
    ).toMatchObject({
      streams: [{ codec_name: 'aac', duration_ts: 26 * 1920, start_pts: 0 }],
    });
    const heard = path('heard.f32');
    await tool('-xerror', '-i', made, '-map', '0:a', '-f', 'f32le', heard);
    const bytes = await readFile(heard);
    // ffmpeg's own decoder gives whole packets.
    expect(bytes.length / 8).toBe(Math.ceil((26 * 1920) / 1024) * 1024);
    expect(bytes.every((byte) => (byte & 0x7f) === 0)).toBe(true);
  });

  describe('the index of an MP4 file', () => {
    it.each<Name>(['plain', 'main', 'open', 'far', 'usual', 'unsteady'])(
      'tells of %s what ffprobe tells',
      async (name) => {
        const stretch = { stream: streamOf(name), window: { from: ZERO, to: rational(9) }, videoStart: ZERO };
        const context = probeContext(await testLauncher(), file(name), {});
        const told = await readByProbe(context, stretch);
        expect(await readMp4Video(file(name), stretch, context)).toEqual({ ...told, toTheEnd: true });
      },
    );

    it.each<Name>(['shifted', 'trimmed'])('is not believed where an edit list says more: %s', async (name) => {
      const stretch = { stream: 0, window: { from: ZERO, to: rational(9) }, videoStart: ZERO };
      expect(
        await readMp4Video(file(name), stretch, { signal: undefined, deadline: Number.POSITIVE_INFINITY }),
      ).toBeNull();
    });
  });
});
