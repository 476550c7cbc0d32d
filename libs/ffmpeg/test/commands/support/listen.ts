import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { audioGraph } from '#lib/filter-graph';
import type { AudioBedPlan, AudioPlan, AudioSpan, MediaInfo } from '#lib/render-plan';
import { rational } from '#lib/timeline';
import { mediaInfo } from '../../../../../test/factories/media.js';
import { DEFAULT_LIMITS } from '../../../src/commands/files.js';
import { pictureArgs } from '../../../src/commands/segment-command.js';
import { planOf } from './plans.js';
import { ffmpeg, tool } from './run.js';

export const RATE = 48_000;

/** A sound by formula, one expression a channel, `|` between them; `options` are aevalsrc's. */
export const formula = (expression: string, options: string, ...out: readonly string[]): Promise<Buffer> =>
  tool('-f', 'lavfi', '-i', `aevalsrc='${expression}':${options}`, ...out);

export const soundInfo = (seconds: number, channels = 2): MediaInfo => {
  const info = mediaInfo({ duration: seconds, picture: false });
  return { ...info, audio: info.audio && { ...info.audio, channels } };
};

export interface Heard {
  readonly left: readonly number[];
  readonly right: readonly number[];
}

let count = 0;

/** Left and right of the mixed sound, as floats: what the graph gives, before any encoder. */
export const listen = async (
  path: (name: string) => string,
  media: readonly { readonly file: string; readonly info: MediaInfo }[],
  samples: number,
  audio: Partial<AudioPlan>,
): Promise<Heard> => {
  const plan = planOf({
    fps: rational(30),
    media: media.map(({ info }) => info),
    spans: [{ kind: 'background', frames: 1 }],
    audio: { samples, ...audio },
  });
  const out = path(`heard-${count++}.raw`);
  const files = { media: media.map(({ file }) => path(file)), pictures: [] };
  await ffmpeg([...pictureArgs(audioGraph(plan), files, 1, DEFAULT_LIMITS), '-f', 'f32le', `file:${out}`]);
  const bytes = readFileSync(out);
  await rm(out);
  const all = Array.from({ length: bytes.length / 4 }, (_, n) => bytes.readFloatLE(n * 4));
  expect(all).toHaveLength(samples * 2);
  return { left: all.filter((_, n) => n % 2 === 0), right: all.filter((_, n) => n % 2 === 1) };
};

export const span = (samples: number, more: Partial<Extract<AudioSpan, { kind: 'sound' }>> = {}): AudioSpan => ({
  ...{
    kind: 'sound',
    samples,
    media: 0,
    inPoint: rational(0),
    speed: rational(1),
    gain: 1,
    fadeIn: null,
    fadeOut: null,
  },
  ...more,
});

export const bed = (samples: number, more: Partial<AudioBedPlan> = {}): AudioBedPlan => ({
  ...{ role: 'music', media: 0, gain: 1, loop: false, start: 0, samples, fadeIn: null, fadeOut: null },
  ...more,
});

export const peak = (values: readonly number[]): number =>
  values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);

/** Amplitude of the one frequency in `values`, by Goertzel's sum; whole periods give it exactly. */
export const amplitudeAt = (hertz: number, values: readonly number[]): number => {
  let [sine, cosine] = [0, 0];
  for (const [n, value] of values.entries()) {
    sine += value * Math.sin((2 * Math.PI * hertz * n) / RATE);
    cosine += value * Math.cos((2 * Math.PI * hertz * n) / RATE);
  }
  return (2 * Math.hypot(sine, cosine)) / values.length;
};

export const decibels = (ratio: number): number => 20 * Math.log10(ratio);
