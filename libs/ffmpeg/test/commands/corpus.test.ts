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
import { span } from './support/listen.js';
import { planOf, view } from './support/plans.js';
import { ffmpeg, tool } from './support/run.js';

const WIDTH = 160;
const HEIGHT = 90;
const ONE_SECOND = 25;
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

/** A second from near the middle of a file, or from near its beginning where it is read from there; or what it has of it. */
const planFor = (info: MediaInfo): RenderPlan => {
  const length = info.video?.duration ?? info.duration ?? rational(1);
  const middle = rational(Math.max(0, Math.floor((length.num / length.den - 1) / 2)));
  const inPoint = min(middle, info.seekable ? rational(60) : rational(2));
  const frames = Math.max(1, Math.min(ONE_SECOND, framesIn(sub(length, inPoint), FPS, 'floor')));
  const samples = (frames * 48_000) / 25;
  const sound = span(samples, { inPoint });
  return planOf({
    fps: FPS,
    media: [info],
    spans: [{ kind: 'clip', frames, view: view(0, inPoint) }],
    width: WIDTH,
    height: HEIGHT,
    audio: { lanes: [[sound]] },
  });
};

interface Look {
  readonly frames: number;
  /** Of red, green and blue of all frames together. */
  readonly mean: number;
  readonly spread: number;
}

/** What a player shows of the picture. Throws where a frame is not as large as it should be. */
const look = async (...input: readonly string[]): Promise<Look> => {
  const shown = await tool(...input, '-map', '0:v:0', '-f', 'image2pipe', '-c:v', 'ppm', 'pipe:1');
  const head = `P6\n${WIDTH} ${HEIGHT}\n255\n`;
  const step = head.length + WIDTH * HEIGHT * 3;
  let [sum, squares] = [0, 0];
  for (let at = 0; at < shown.length; at += step) {
    if (shown.toString('latin1', at, at + head.length) !== head)
      throw new Error(`A frame is not ${WIDTH} × ${HEIGHT}.`);
    for (const value of shown.subarray(at + head.length, at + step)) {
      sum += value;
      squares += value * value;
    }
  }
  const frames = shown.length / step;
  const values = frames * WIDTH * HEIGHT * 3;
  return { frames, mean: sum / values, spread: Math.sqrt(squares / values - (sum / values) ** 2) };
};

if (!corpusIsHere) {
  it.skip('renders every file of the media corpus (it is not here: set MEDIA_CORPUS)', () => undefined);
} else {
  it.each(videos)('renders a second of %s', async (file) => {
    const path = await fetched(file, dir.path());
    const info = await probe(launcher, path);
    const plan = planFor(info);
    const [segment] = plan.segments;
    if (segment === undefined || info.video === null) throw new Error('No picture to render.');
    const output = join(dir.path(), 'out.mp4');
    await ffmpeg(segmentCommand(plan, segment, { media: [path], pictures: [], output }));
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
    const [ours, plain] = await Promise.all([look('-i', output), look(...reference)]);
    expect(ours.frames).toBe(plan.frames);
    expect(Math.abs(ours.mean - plain.mean)).toBeLessThan(hdr ? 16 : 6);
    expect(Math.abs(ours.spread - plain.spread)).toBeLessThan(hdr ? 16 : 6);

    const sound = join(dir.path(), 'out.m4a');
    await ffmpeg(audioCommand(plan, { media: [path], output: sound }));
    const heard = await tool('-i', sound, '-f', 's16le', '-ac', '1', 'pipe:1');
    expect(Math.abs(heard.length / 2 - plan.audio.samples)).toBeLessThan(AAC_FRAME);
    await Promise.all([output, sound, path].map((made) => rm(made)));
  });
}
