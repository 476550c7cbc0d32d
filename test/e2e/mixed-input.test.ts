import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { frame, level, picture, SAMPLE_RATE, sound } from '../media/inspect.js';
import { standingJpeg, svg } from '../media/pictures.js';
import { type ClipRecipe, clip, plain, rotated } from '../media/sources.js';
import { Client } from '../support/client.js';
import { SMALL } from '../support/small.js';
import { startTestStack, type TestStack } from '../support/stack.js';
import { TURN_TIMEOUT_MS } from '../support/turn.js';

type Rgb = readonly [number, number, number];

interface Oddity {
  readonly name: string;
  readonly color: string;
  readonly rgb: Rgb;
  /** Hz; null where the file has no sound. */
  readonly tone: number | null;
  /** Of the frame: where there must be background. */
  readonly bars: 'none' | 'sides' | 'above and below';
  readonly make: (sketch: Partial<ClipRecipe>) => Promise<string>;
  /** What the request says of it; the default is a stretch of it that lasts `EACH`. */
  readonly clip?: object;
}

const FPS = 30;
const EACH = 0.8;
const FROM = 0.7;

const RED: Rgb = [255, 0, 0];
const LIME: Rgb = [0, 255, 0];
const BLUE: Rgb = [0, 0, 255];
const YELLOW: Rgb = [255, 255, 0];

const colored =
  (sketch: Partial<ClipRecipe>) =>
  (given: Partial<ClipRecipe>): Promise<string> =>
    plain('black', { ...given, ...sketch });

const VP9 = ['libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-pix_fmt', 'yuv420p'];
const PRORES = ['prores_ks', '-profile:v', '0', '-pix_fmt', 'yuv422p10le'];

const ODDITIES: readonly Oddity[] = [
  {
    name: 'H.264, 60 fps, 16:9',
    ...{ color: 'red', rgb: RED, tone: 300, bars: 'none' },
    make: colored({ rate: '60', width: 640, height: 360 }),
  },
  {
    name: 'coded lying, shown standing',
    ...{ color: 'lime', rgb: LIME, tone: 400, bars: 'sides' },
    make: (given) => rotated({ ...given }),
  },
  {
    name: 'pixels twice as wide as high',
    ...{ color: 'blue', rgb: BLUE, tone: 500, bars: 'above and below' },
    make: colored({ filter: 'setsar=2/1' }),
  },
  {
    name: 'variable frame rate',
    ...{ color: 'yellow', rgb: YELLOW, tone: 600, bars: 'none' },
    make: colored({ rate: '50', filter: "select='lt(mod(n,25),9)+not(mod(n,6))'", extra: ['-fps_mode', 'vfr'] }),
  },
  {
    name: 'VP9 and Opus, mono',
    ...{ color: 'red', rgb: RED, tone: 700, bars: 'none' },
    make: colored({ videoCodec: VP9, audioCodec: ['libopus'], layout: 'mono', extension: 'webm', rate: '24000/1001' }),
  },
  {
    name: 'MPEG-2 in a transport stream, not starting at zero',
    ...{ color: 'lime', rgb: LIME, tone: 800, bars: 'none' },
    make: colored({ videoCodec: ['mpeg2video', '-q:v', '3'], audioCodec: ['mp2'], extension: 'ts' }),
  },
  {
    name: 'ProRes, 10 bits, 5.1 channels',
    ...{ color: 'blue', rgb: BLUE, tone: 900, bars: 'none' },
    make: colored({ videoCodec: PRORES, audioCodec: ['pcm_s16le'], layout: '5.1', extension: 'mov' }),
  },
  {
    name: 'odd size, no sound',
    ...{ color: 'yellow', rgb: YELLOW, tone: null, bars: 'sides' },
    make: colored({ width: 161, height: 121, videoCodec: ['ffv1', '-pix_fmt', 'yuv444p'], extension: 'mkv' }),
  },
  {
    name: 'a photograph stored lying',
    ...{ color: 'red', rgb: RED, tone: null, bars: 'sides' },
    make: () => standingJpeg('red', 320, 180),
    clip: { duration: EACH },
  },
  {
    name: 'DV, by fields',
    ...{ color: 'lime', rgb: LIME, tone: 1000, bars: 'sides' },
    make: colored({
      ...{ width: 720, height: 576, videoCodec: ['dvvideo', '-pix_fmt', 'yuv420p'], audioCodec: ['pcm_s16le'] },
      ...{ extension: 'dv', filter: 'setsar=16/15' },
    }),
  },
  {
    name: 'a drawing under the camera, over a blur of itself',
    ...{ color: 'blue', rgb: BLUE, tone: null, bars: 'none' },
    make: () => svg('blue', 90, 160),
    clip: { duration: EACH, motion: 'zoom_in', fit: 'blur' },
  },
  {
    name: 'twice as fast, stretched',
    ...{ color: 'yellow', rgb: YELLOW, tone: 1100, bars: 'none' },
    make: colored({ width: 160, height: 180 }),
    clip: { trim_start: 0.2, trim_end: 0.2 + 2 * EACH, speed: 2, fit: 'stretch' },
  },
];

describe('clips of every kind in one composition', () => {
  let stack: TestStack;
  let client: Client;
  let file: string;
  beforeAll(async () => {
    stack = await startTestStack();
    client = new Client(stack.apiUrl);
    const urls = await client.uploadAll(
      ODDITIES.map(({ make, color, tone }) => make({ picture: `color=c=${color}`, tone, seconds: 2 })),
    );
    const id = await client.post({
      clips: urls.map((url, n) => ({ url, ...(ODDITIES[n]?.clip ?? { trim_start: FROM, trim_end: FROM + EACH }) })),
      output: { ...SMALL, fps: FPS },
    });
    await client.completed(id);
    file = await client.download(id, join(stack.dataDir, 'result.mp4'));
  }, TURN_TIMEOUT_MS);
  afterAll(() => stack?.stop());

  it('has exactly the planned frames, and sound as long', async () => {
    const frames = Math.round(ODDITIES.length * EACH * FPS);
    expect(await picture(file)).toMatchObject({ frames, ...SMALL.resolution, rate: '30/1' });
    const samples = await sound(file);
    expect(Math.abs(samples.length - (frames / FPS) * SAMPLE_RATE)).toBeLessThanOrEqual(1024);
  });

  it.each(ODDITIES.map((oddity, index) => ({ ...oddity, index })))(
    'shows and sounds $name in its place',
    async (oddity) => {
      const first = Math.round(oddity.index * EACH * FPS);
      const last = Math.round((oddity.index + 1) * EACH * FPS) - 1;
      for (const at of [first, last]) {
        const seen = await frame(file, at);
        const center = seen.mean(0.45, 0.45, 0.55, 0.55);
        const off = oddity.rgb.map((value, channel) => Math.abs(value - (center[channel] ?? 0)));
        expect(Math.max(...off)).toBeLessThan(40);
        const side = Math.max(...seen.mean(0, 0.4, 0.1, 0.6));
        const above = Math.max(...seen.mean(0.4, 0, 0.6, 0.1));
        expect([side < 30, above < 30]).toEqual([oddity.bars === 'sides', oddity.bars === 'above and below']);
      }
      const samples = await sound(file);
      const [from, to] = [oddity.index * EACH + 0.1, (oddity.index + 1) * EACH - 0.1];
      const tones = ODDITIES.flatMap(({ tone }) => (tone === null ? [] : [tone]));
      const loud = tones.filter((hertz) => level(samples, hertz, from, to) > 0.02);
      expect(loud).toEqual(oddity.tone === null ? [] : [oddity.tone]);
    },
  );

  it('lies a film with its sound and captions over them, each in its time', async () => {
    const captions = join(stack.dataDir, 'captions.srt');
    await writeFile(captions, '1\n00:00:01,000 --> 00:00:02,000\nनमस्ते\n');
    const [under, over, cues] = await client.uploadAll([
      plain('black', { picture: 'color=c=blue', tone: null, seconds: 2 }),
      plain('black', { picture: 'color=c=red', tone: 500, seconds: 2 }),
      captions,
    ]);
    const id = await client.post({
      clips: [{ url: under, trim_end: 2 }],
      overlays: [
        { type: 'video', url: over, scale: 0.1, position: { x: 'left', y: 'top' }, start_time: 1 },
        { type: 'captions', url: cues, style: { size: 24 } },
      ],
      output: { ...SMALL, fps: FPS },
    });
    await client.completed(id);
    const made = await client.download(id, join(stack.dataDir, 'laid.mp4'));
    const [before, after] = [await frame(made, 0.5 * FPS), await frame(made, 1.5 * FPS)];
    const red = [before, after].map((seen) => seen.mean(0, 0, 0.05, 0.05)[0] > 200);
    const written = [before, after].map((seen) => seen.peak(0.2, 0.7, 0.8, 1) > 150);
    const samples = await sound(made);
    const loud = [0.2, 1.2].map((from) => level(samples, 500, from, from + 0.6) > 0.02);
    expect({ red, written, loud }).toEqual({ red: [false, true], written: [false, true], loud: [false, true] });
  });

  it('copies what is already as asked for, but for the edge of a clip, where that may be; and says so before', async () => {
    const source = await clip({ extra: ['-g', '10'], seconds: 1 });
    const url = await client.uploadAll([source]).then(([first]) => first);
    const body = (reencode: string) => ({
      clips: [
        { url, trim_start: 0.2, trim_end: 0.8 },
        { url, trim_start: 0, trim_end: 0.4 },
      ],
      output: { resolution: { width: 320, height: 180 }, fps: 25, reencode },
    });
    const foreseen = await client.request('POST', '/api/v1/compositions/validate', body('auto'));
    expect(foreseen.body).toMatchObject({ valid: true, plan: { frames: 25, segments: 3, reusable: 0 } });
    const ids = await Promise.all(['auto', 'always'].map((reencode) => client.post(body(reencode))));
    const copied = await Promise.all(
      ids.map(async (id) => {
        await client.completed(id);
        const { body: metadata } = await client.request('GET', `/api/v1/compositions/${id}/metadata`);
        return (metadata as { copied_frames?: number }).copied_frames;
      }),
    );
    expect(copied).toEqual([20, undefined]);
    const made = await client.download(ids[0] ?? '', join(stack.dataDir, 'copied.mp4'));
    expect(await picture(made)).toMatchObject({ frames: 25, width: 320, height: 180, rate: '25/1' });
    for (const [at, from] of [
      [0, 5],
      [5, 10],
      [15, 0],
      [24, 9],
    ] as const) {
      const [seen, wanted] = [await frame(made, at), await frame(source, from)];
      const off = seen.mean(0, 0, 0.5, 0.5).map((level, n) => Math.abs(level - (wanted.mean(0, 0, 0.5, 0.5)[n] ?? 0)));
      expect(Math.max(...off)).toBeLessThan(at < 5 ? 3 : 0.001);
    }
  });
});
