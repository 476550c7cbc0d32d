import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RenderPlan } from '#lib/render-plan';
import { rational } from '#lib/timeline';
import { segmentCommand } from '../commands/segment-command.js';
import { runFfmpeg } from '../process/index.js';
import type { Launcher } from '../process/launcher.js';
import { VIDEO_ENCODERS, type VideoEncoder } from './video-encoders.js';

const FRAMES = 4;
const TIMEOUT_MS = 10_000;
/** Larger than the least that any of them takes. */
const SIZE = { width: 256, height: 256 };

/** Those of `available` that need a device and really encode, by the very command that a segment of a render is made with. */
export async function workingDevices(launcher: Launcher, available: readonly string[]): Promise<readonly string[]> {
  const candidates = VIDEO_ENCODERS.filter(({ device, name }) => device && available.includes(name));
  const directory = await mkdtemp(join(tmpdir(), 'cutroom-devices-'));
  try {
    const working: string[] = [];
    // One after the other: a card may have sessions for few at a time.
    for (const one of candidates) if (await works(launcher, one, directory)) working.push(one.name);
    return working;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function works(launcher: Launcher, encoder: VideoEncoder, directory: string): Promise<boolean> {
  const plan = black(encoder);
  const [segment] = plan.segments;
  if (segment === undefined) return false;
  const args = segmentCommand(plan, segment, { media: [], pictures: [], output: join(directory, encoder.name) });
  const options = { workDir: directory, timeoutMs: TIMEOUT_MS, expectedFrames: FRAMES };
  return runFfmpeg(launcher, args, options).then(
    () => true,
    () => false,
  );
}

const black = ({ codec, name }: VideoEncoder): RenderPlan => ({
  version: 1,
  canvas: { ...SIZE, background: '#000000' },
  fps: rational(25),
  frames: FRAMES,
  media: [],
  pictures: [],
  sizes: [{ ...SIZE, crf: 21 }],
  segments: [
    { index: 0, start: 0, frames: FRAMES, spans: [{ kind: 'background', frames: FRAMES }], layers: [], threads: 1 },
  ],
  audio: { sampleRate: 48_000, samples: 0, lanes: [], beds: [], ducking: null, loudness: null },
  encoder: { format: 'mp4', picture: { codec, encoder: name, bitrate: null, preset: 'medium' }, sound: null },
});
