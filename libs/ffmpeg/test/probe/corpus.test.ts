import type { MediaInfo } from '#lib/render-plan';
import { probe } from '../../src/probe/index.js';
import type { Launcher } from '../../src/process/launcher.js';
import { corpusIsHere, corpusRows, fetched, type MediaRow } from '../support/corpus.js';
import { testLauncher } from '../support/launcher.js';
import { useTempDir } from '../support/temp-dir.js';

const dir = useTempDir();
let launcher: Launcher;
beforeAll(async () => {
  launcher = await testLauncher();
});

const column = (row: MediaRow, name: string): string => row[name] ?? '';
const name = (row: MediaRow): string => column(row, 'file');
const inFolders = (...folders: string[]): readonly MediaRow[] =>
  corpusRows().filter((row) => folders.some((folder) => name(row).startsWith(`${folder}/`)));
const ratio = (text: string): number | null => {
  const [num = Number.NaN, den = Number.NaN] = text.split(/[:/]/).map(Number);
  return num > 0 && den > 0 ? num / den : null;
};
const seconds = (value: { readonly num: number; readonly den: number } | null | undefined): number | null =>
  value === null || value === undefined ? null : value.num / value.den;

const expectPicture = (row: MediaRow, info: MediaInfo): void => {
  const several = column(row, 'WxH').includes(';');
  const sizes = column(row, 'WxH').split(';');
  const { video } = info;
  const at = sizes.indexOf(`${video?.codedWidth}x${video?.codedHeight}`);
  expect(at).toBeGreaterThanOrEqual(0);
  const own = (columnName: string): string => column(row, columnName).split(';')[at] ?? '';
  const clockwise = (360 - Number(own('rotation'))) % 360;
  const sar = ratio(own('SAR')) ?? 1;
  expect(video?.rotation).toBe(clockwise);
  expect(seconds(video?.sar)).toBeCloseTo(clockwise % 180 === 0 ? sar : 1 / sar, 9);
  const [width, height] = own('WxH').split('x').map(Number);
  const shown = clockwise % 180 === 0 ? [width, height] : [height, width];
  expect([video?.width, video?.height]).toEqual(shown);
  const stated = ratio(own('fps_r|avg').split('|')[1] ?? '');
  // Its header names a constant 33 ms a frame; the 745 frames last 35.2 s.
  const lies = name(row) === 'video/annex-b-avc.mkv';
  if (stated !== null && !lies) expect(seconds(video?.frameRate)).toBeCloseTo(stated, 3);
  expect(several || video?.pixelFormat === own('pix_fmt')).toBe(true);
  expect(video?.interlaced).toBe(/^(tt|bb|tb|bt)$/.test(own('field_order')));
};

const expectSound = (row: MediaRow, info: MediaInfo): void => {
  const channels = column(row, 'channels');
  expect(info.audio?.channels ?? 0).toBe(channels === '' ? 0 : Number.parseInt(channels, 10));
  const rates = column(row, 'sample_rate').split(';').map(Number);
  if (info.audio !== null) expect(rates).toContain(info.audio.sampleRate);
};

if (!corpusIsHere) {
  it.skip('agrees with the manifest of the media corpus (it is not here: set MEDIA_CORPUS)', () => undefined);
} else {
  it.each(inFolders('video', 'audio').map((row) => [name(row), row] as const))(
    'agrees with the manifest: %s',
    async (file, row) => {
      const info = await probe(launcher, await fetched(file, dir.path()));
      expect(info.container).toBe(column(row, 'container'));
      // Cover art looks like video in the manifest's columns.
      const hasPicture = column(row, 'WxH') !== '' && !column(row, 'vcodec').includes('[cover]');
      expect(info.video !== null).toBe(hasPicture);
      if (hasPicture) expectPicture(row, info);
      expectSound(row, info);
      // Of several pictures only the chosen one's length counts, and the manifest tells the longest one's.
      const duration = Number(column(row, 'duration'));
      if (duration > 0 && !column(row, 'WxH').includes(';'))
        expect(Math.abs((seconds(info.duration) ?? 0) - duration)).toBeLessThan(0.1);
      expect(seconds(info.duration)).toBeGreaterThan(0);
    },
  );

  it.each(inFolders('subtitle', 'font').map((row) => [name(row)] as const))(
    'refuses what is no media: %s',
    async (file) => {
      await expect(probe(launcher, await fetched(file, dir.path()))).rejects.toMatchObject({
        code: 'INVALID_CLIP_FORMAT',
      });
    },
  );

  it.each(inFolders('broken').map((row) => [name(row)] as const))(
    'ends in the truth or a typed error within 10 s: %s',
    async (file) => {
      const began = performance.now();
      const outcome = await probe(launcher, await fetched(file, dir.path())).then(
        (info) => ({ seconds: seconds(info.duration) }),
        (error: { code?: string }) => ({ code: error.code }),
      );
      expect(performance.now() - began).toBeLessThan(10_000);
      expect(outcome).toEqual(BROKEN[file]);
    },
  );
}

/** Malicious or unreadable ones are refused; of the others only what is really there is told. */
const BROKEN: Readonly<Record<string, object>> = {
  'broken/annex-b.mp4': { seconds: expect.closeTo(0.5, 1) },
  'broken/chunk_out_of_range.mp4': { code: 'INVALID_CLIP_FORMAT' },
  'broken/convert_local_etc_passwd.svg': { code: 'INVALID_CLIP_FORMAT' },
  'broken/malformed-join.mp3': { seconds: expect.closeTo(8.6, 1) },
  'broken/no_timescale.mp4': { seconds: expect.closeTo(6.0, 0) },
  'broken/read_passwd.avi': { code: 'INVALID_CLIP_FORMAT' },
  'broken/result.webm': { code: 'INVALID_CLIP_FORMAT' },
  'broken/test_case_1185230.mp4': { code: 'INVALID_CLIP_FORMAT' },
};
