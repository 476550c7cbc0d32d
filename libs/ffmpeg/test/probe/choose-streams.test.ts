import { chooseAudio, chooseVideo } from '../../src/probe/choose-streams.js';
import type { RawStream } from '../../src/probe/raw.js';

const video = (index: number, more: Partial<RawStream> = {}): RawStream => ({
  index,
  codec_type: 'video',
  codec_name: 'h264',
  width: 320,
  height: 180,
  pix_fmt: 'yuv420p',
  ...more,
});
const audio = (index: number, channels: number, more: Partial<RawStream> = {}): RawStream => ({
  index,
  codec_type: 'audio',
  codec_name: 'aac',
  sample_rate: '48000',
  channels,
  ...more,
});

it.each([
  ['a cover, even the default and the largest', { attached_pic: 1, default: 1 }],
  ['a thumbnail track', { timed_thumbnails: 1, default: 1 }],
])('never takes %s for the film', (_what, disposition) => {
  const cover = video(0, { width: 3000, height: 3000, disposition });
  expect(chooseVideo([cover, video(1)])?.index).toBe(1);
  expect(chooseVideo([cover])).toBeNull();
});

it('never takes a picture that cannot be decoded', () => {
  const unknown = [video(0, { pix_fmt: 'unknown' }), video(1, { width: 0 }), video(2, { height: 0 })];
  expect(chooseVideo(unknown)).toBeNull();
  expect(chooseVideo([...unknown, video(3)])?.index).toBe(3);
});

it('takes the default sound, then the one with more channels, then the first', () => {
  expect(chooseAudio([audio(0, 6), audio(1, 2, { disposition: { default: 1 } })])?.index).toBe(1);
  expect(chooseAudio([audio(0, 2), audio(1, 6)])?.index).toBe(1);
  expect(chooseAudio([audio(0, 2), audio(1, 2)])?.index).toBe(0);
  expect(chooseAudio([audio(0, 0), audio(1, 2, { sample_rate: '0' })])).toBeNull();
});
