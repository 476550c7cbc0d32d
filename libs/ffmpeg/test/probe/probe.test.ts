import { copyFile, open, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { rational } from '#lib/timeline';
import { probe } from '../../src/probe/index.js';
import type { Launcher } from '../../src/process/launcher.js';
import { TURNS, withMatrix } from '../support/display-matrix.js';
import { testLauncher } from '../support/launcher.js';
import { H264, make, PICTURE, SOUND } from '../support/make-media.js';
import { useTempDir } from '../support/temp-dir.js';

const dir = useTempDir();
let launcher: Launcher;
beforeAll(async () => {
  launcher = await testLauncher();
  await make(launcher, dir.path(), [...PICTURE, ...SOUND, ...H264, '-c:a', 'aac', '-f', 'mp4', 'plain']);
});

const made = async (name: string, ...args: string[]) => {
  await make(launcher, dir.path(), [...args, name]);
  return probe(launcher, dir.path(name));
};
const shift = (...offset: string[]) => [...offset, '-i', dir.path('plain'), '-c', 'copy'];
const seconds = (value: { readonly num: number; readonly den: number } | null | undefined) =>
  value === null || value === undefined ? Number.NaN : value.num / value.den;

it('tells what a plain film holds, exactly', async () => {
  const info = await probe(launcher, dir.path('plain'));
  expect(info).toMatchObject({
    container: 'mov,mp4,m4a,3gp,3g2,mj2',
    seekable: true,
    sizeBytes: (await stat(dir.path('plain'))).size,
    video: {
      stream: 0,
      codec: 'h264',
      width: 320,
      height: 180,
      sar: rational(1),
      rotation: 0,
      frameRate: rational(25),
      start: rational(0),
      duration: rational(4),
      interlaced: false,
    },
    audio: { stream: 1, codec: 'aac', channels: 1, sampleRate: 48_000, layout: 'mono', start: rational(0) },
  });
  expect(seconds(info.duration)).toBeCloseTo(4, 1);
});

it.each([
  ['clockwise', 90, 180, 320],
  ['upside down', 180, 320, 180],
  ['counter-clockwise', 270, 180, 320],
  ['nowhere', 0, 320, 180],
] as const)('knows a picture whose matrix turns it %s', async (turn, rotation, width, height) => {
  await writeFile(dir.path('turned'), withMatrix(await readFile(dir.path('plain')), TURNS[turn]));
  const { video } = await probe(launcher, dir.path('turned'));
  expect(video).toMatchObject({ rotation, width, height, codedWidth: 320, codedHeight: 180 });
});

it('swaps the sample aspect ratio of a picture that lies on its side', async () => {
  const upright = await made('upright', ...PICTURE, '-vf', 'setsar=4/3', ...H264, '-f', 'mp4');
  expect(upright.video?.sar).toEqual(rational(4, 3));
  await writeFile(dir.path('lying'), withMatrix(await readFile(dir.path('upright')), TURNS.clockwise));
  const lying = await probe(launcher, dir.path('lying'));
  expect(lying.video).toMatchObject({ sar: rational(3, 4), width: 180, height: 320 });
});

it('takes the film, not its cover, and of a song with a cover only the song', async () => {
  await make(launcher, dir.path(), ['-f', 'lavfi', '-i', 'color=red:s=2000x2000', '-frames:v', '1', 'cover.png']);
  const cover = ['-i', dir.path('cover.png')];
  const film = await made(
    'covered',
    ...cover,
    '-i',
    dir.path('plain'),
    '-map',
    '0',
    '-map',
    '1',
    '-c',
    'copy',
    '-disposition:v:0',
    'attached_pic',
    '-f',
    'mp4',
  );
  expect(film.video).toMatchObject({ width: 320, height: 180 });
  const song = await made(
    'song',
    ...SOUND,
    ...cover,
    '-map',
    '0',
    '-map',
    '1',
    '-c:v',
    'copy',
    '-disposition:v:0',
    'attached_pic',
    '-f',
    'mp3',
  );
  expect(song.video).toBeNull();
  expect(song.audio).toMatchObject({ codec: 'mp3', channels: 1 });
});

it('prefers the default picture, and among equals the larger', async () => {
  const two = [
    '-f',
    'lavfi',
    '-i',
    'testsrc2=size=640x360:rate=25:duration=1',
    ...PICTURE,
    '-map',
    '0',
    '-map',
    '1',
    ...H264,
  ];
  const small = await made(
    'default-small',
    ...two,
    '-disposition:v:0',
    '0',
    '-disposition:v:1',
    'default',
    '-f',
    'matroska',
  );
  expect(small.video).toMatchObject({ width: 320, stream: 1 });
  const equal = await made(
    'both',
    ...two,
    '-disposition:v:0',
    'default',
    '-disposition:v:1',
    'default',
    '-f',
    'matroska',
  );
  expect(equal.video).toMatchObject({ width: 640, stream: 0 });
});

it('counts starts from the container, not from the clock of the file', async () => {
  const info = await made(
    'late',
    ...PICTURE,
    '-itsoffset',
    '0.5',
    ...SOUND,
    ...H264,
    '-c:a',
    'aac',
    '-output_ts_offset',
    '7',
    '-f',
    'matroska',
  );
  expect(seconds(info.video?.start)).toBeCloseTo(0, 2);
  expect(seconds(info.audio?.start)).toBeCloseTo(0.5, 1);
  expect(seconds(info.duration)).toBeGreaterThan(4.3);
});

it('measures an MPEG-TS by its packets and does not promise to seek in it', async () => {
  const info = await made('stream', ...shift(), '-f', 'mpegts');
  expect(info.seekable).toBe(false);
  expect(seconds(info.video?.duration)).toBeCloseTo(4, 2);
  expect(seconds(info.video?.frameRate)).toBeCloseTo(25, 3);
});

it('measures a live Matroska without a length', async () => {
  await make(launcher, dir.path(), [...shift(), '-live', '1', '-f', 'matroska', 'live']);
  const info = await probe(launcher, dir.path('live'));
  expect(seconds(info.duration)).toBeCloseTo(4, 1);
  expect(seconds(info.video?.duration)).toBeCloseTo(4, 1);
});

it('does not believe the header of a film that breaks off', async () => {
  await make(launcher, dir.path(), [...shift(), '-movflags', '+faststart', '-f', 'mp4', 'cut']);
  await truncate(dir.path('cut'), Math.round((await stat(dir.path('cut'))).size / 2));
  const info = await probe(launcher, dir.path('cut'));
  expect(seconds(info.duration)).toBeGreaterThan(0.5);
  expect(seconds(info.duration)).toBeLessThan(3.5);
  expect(info.seekable).toBe(false);
});

it('gives the average rate of a film with a varying one', async () => {
  const varying = ['-vf', "select='lt(n,50)+not(mod(n,5))',setpts=PTS", '-vsync', 'vfr', ...H264, '-f', 'mp4'];
  const info = await made('vfr', ...PICTURE, ...varying);
  expect(seconds(info.video?.frameRate)).toBeGreaterThan(13);
  expect(seconds(info.video?.frameRate)).toBeLessThan(20);
});

it('tells a picture file from a film by its missing length', async () => {
  const info = await made('still.png', '-f', 'lavfi', '-i', 'color=red:s=64x48', '-frames:v', '1');
  expect(info).toMatchObject({ duration: null, video: { width: 64, height: 48, duration: null }, audio: null });
});

describe('refuses', () => {
  const refused = async (name: string, content: string | Buffer, code = 'INVALID_CLIP_FORMAT') => {
    await writeFile(dir.path(name), content);
    await expect(probe(launcher, dir.path(name))).rejects.toMatchObject({ code, transient: false });
  };

  it.each([
    [
      'an HLS playlist called .mp4',
      'list.mp4',
      '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nplain\n#EXT-X-ENDLIST\n',
    ],
    ['a concat script', 'script', "ffconcat version 1.0\nfile 'plain'\n"],
    ['subtitles', 'words', '1\n00:00:00,000 --> 00:00:05,000\nHello\n'],
    [
      'a DASH manifest',
      'manifest',
      '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"></MPD>',
    ],
    ['SDP', 'session', 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nm=video 5004 RTP/AVP 96\n'],
    ['an SVG', 'drawing', '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"></svg>'],
    ['plain text', 'note', 'Nothing to see here.\n'.repeat(100)],
    ['an empty file', 'empty', ''],
    ['noise', 'noise', Buffer.alloc(100_000, 'q7')],
  ])('%s', (_what, name, content) => refused(name, content));

  it('a picture over the limit, by its name', async () => {
    await make(launcher, dir.path(), [
      '-f',
      'lavfi',
      '-i',
      'color=red:s=400x300:d=1',
      '-c:v',
      'mpeg4',
      '-f',
      'matroska',
      'large',
    ]);
    const limit = { maxPixels: 100_000 };
    await expect(probe(launcher, dir.path('large'), limit)).rejects.toMatchObject({ code: 'RESOURCE_LIMIT' });
    await expect(probe(launcher, dir.path('large'))).resolves.toMatchObject({ video: { width: 400 } });
    await expect(probe(launcher, dir.path('plain'), { maxPixels: 50_000 })).rejects.toMatchObject({
      code: 'RESOURCE_LIMIT',
    });
  });

  it('a film without its index', async () => {
    const bytes = await readFile(dir.path('plain'));
    await refused('headless', bytes.subarray(0, 20_000));
  });

  it('a directory', async () => {
    await expect(probe(launcher, dir.path())).rejects.toMatchObject({ code: 'INVALID_CLIP_FORMAT' });
  });
});

it('cannot be misled by a name that looks like an option or a pattern', async () => {
  for (const name of ['-i', '%d.mp4', 'a:b|c,d']) {
    await copyFile(dir.path('plain'), dir.path(name));
    await expect(probe(launcher, dir.path(name))).resolves.toMatchObject({ video: { width: 320 } });
  }
});

it('ends with the reason of an abort, and as TIMEOUT when its time is over', async () => {
  const reason = new Error('cancelled');
  await expect(probe(launcher, dir.path('plain'), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  await expect(probe(launcher, dir.path('plain'), { timeoutMs: 1 })).rejects.toMatchObject({ code: 'TIMEOUT' });
});

it('survives a file in which any byte may be wrong', async () => {
  const bytes = await readFile(dir.path('plain'));
  for (let seed = 1; seed <= 12; seed += 1) {
    const damaged = Buffer.from(bytes);
    for (let at = seed * 7; at < damaged.length; at += 997 * seed) damaged[at] = (damaged[at] ?? 0) ^ (seed * 31);
    const file = await open(dir.path('damaged'), 'w');
    await file.writeFile(damaged);
    await file.close();
    const outcome = await probe(launcher, dir.path('damaged')).then(
      () => 'told',
      (error: { code?: string }) => error.code,
    );
    expect(['told', 'INVALID_CLIP_FORMAT', 'RESOURCE_LIMIT']).toContain(outcome);
  }
});
