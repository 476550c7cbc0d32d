import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaInfo, RenderPlan } from '#lib/render-plan';
import { framesIn, min, rational, sub } from '#lib/timeline';
import { audioCommand, segmentCommand } from '../../src/commands/index.js';
import { probe } from '../../src/probe/index.js';
import type { Launcher } from '../../src/process/launcher.js';
import { corpusIsHere, corpusRows, fetched } from '../support/corpus.js';
import { testLauncher } from '../support/launcher.js';
import { useTempDir } from '../support/temp-dir.js';
import { planOf, view } from './support/plans.js';
import { ffmpeg, ffprobe, tool } from './support/run.js';

const WIDTH = 320;
const HEIGHT = 180;
const TWO_SECONDS = 50;
const FPS = rational(25);
const AAC_FRAME = 1024;
/** As everybody does it; ours keeps more of the middle and so is a little brighter. */
const USUAL_TONE_MAP =
  'zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,format=yuv420p,';
const dir = useTempDir();
const videos = corpusRows().flatMap(({ file = '' }) => (file.startsWith('video/') ? [file] : []));
let launcher: Launcher;
beforeAll(async () => {
  launcher = await testLauncher();
});

/** Two seconds from a whole second near the middle of a file, or what it has of them. */
const planFor = (info: MediaInfo): RenderPlan => {
  const length = info.video?.duration ?? info.duration ?? rational(2);
  const inPoint = length.num > 2 * length.den ? rational(Math.floor((length.num / length.den - 2) / 2)) : rational(0);
  const frames = Math.max(1, Math.min(TWO_SECONDS, framesIn(sub(length, inPoint), FPS, 'floor')));
  const samples = (frames * 48_000) / 25;
  const sound = {
    kind: 'sound',
    samples,
    media: 0,
    inPoint,
    speed: rational(1),
    gain: 1,
    fadeIn: null,
    fadeOut: null,
  } as const;
  return planOf({
    fps: FPS,
    media: [info],
    spans: [{ kind: 'clip', frames, view: view(0, min(inPoint, rational(60))) }],
    width: WIDTH,
    height: HEIGHT,
    audio: { lanes: [[sound]] },
  });
};

/** Mean and spread of red, green and blue of some frames. */
const levels = async (...input: readonly string[]): Promise<{ readonly mean: number; readonly spread: number }> => {
  const raw = await tool(...input, '-map', '0:v:0', '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1');
  const mean = raw.reduce((sum, value) => sum + value, 0) / raw.length;
  return { mean, spread: Math.sqrt(raw.reduce((sum, value) => sum + (value - mean) ** 2, 0) / raw.length) };
};

if (!corpusIsHere) {
  it.skip('renders every file of the media corpus (it is not here: set MEDIA_CORPUS)', () => undefined);
} else {
  it.each(videos)('renders two seconds of %s', async (file) => {
    const path = await fetched(file, dir.path());
    const info = await probe(launcher, path);
    const plan = planFor(info);
    const [segment] = plan.segments;
    if (segment === undefined || info.video === null) throw new Error('No picture to render.');
    const output = join(dir.path(), 'out.mp4');
    await ffmpeg(segmentCommand(plan, segment, { media: [path], pictures: [], output }));
    const { streams } = (await ffprobe(
      '-count_frames',
      '-show_entries',
      'stream=nb_read_frames,width,height',
      output,
    )) as {
      streams: { nb_read_frames: string; width: number; height: number }[];
    };
    expect(streams).toEqual([{ nb_read_frames: String(plan.frames), width: WIDTH, height: HEIGHT }]);

    // The same stretch by the plainest of commands: brightness and contrast tell a right picture from a wrong one.
    const [span] = segment.spans;
    const start = span?.kind === 'clip' ? span.view.inPoint.num / span.view.inPoint.den : 0;
    const { sar, width, height } = info.video;
    const [shown, tall] = [Math.round((width * sar.num) / sar.den), height];
    const fit = `scale=${shown}:${tall},scale=${WIDTH}:${HEIGHT}:force_original_aspect_ratio=decrease,pad=${WIDTH}:${HEIGHT}:-1:-1`;
    // What is see-through shows the background, which is black.
    const { alpha, codec } = info.video;
    const decoder = alpha && codec === 'vp9' ? ['-c:v', 'libvpx-vp9'] : [];
    const hdr = info.video.color.transfer === 'arib-std-b67' || info.video.color.transfer === 'smpte2084';
    const over = hdr ? USUAL_TONE_MAP : alpha ? 'format=rgba,premultiply=inplace=1,format=rgb24,' : '';
    const seek = ['-ss', start.toFixed(3)];
    const opened = info.seekable ? [...decoder, ...seek, '-i', path] : [...decoder, '-i', path, ...seek];
    const reference = [...opened, '-t', (plan.frames / 25).toFixed(3), '-vf', over + fit];
    const [ours, plain] = await Promise.all([levels('-i', output), levels(...reference)]);
    expect(Math.abs(ours.mean - plain.mean)).toBeLessThan(hdr ? 16 : 6);
    expect(Math.abs(ours.spread - plain.spread)).toBeLessThan(hdr ? 16 : 6);

    const sound = join(dir.path(), 'out.m4a');
    await ffmpeg(audioCommand(plan, { media: [path], output: sound }));
    const heard = await tool('-i', sound, '-f', 's16le', '-ac', '1', 'pipe:1');
    expect(Math.abs(heard.length / 2 - plan.audio.samples)).toBeLessThan(AAC_FRAME);
    await Promise.all([output, sound, path].map((made) => rm(made)));
  });
}
