import { CutroomError } from '#lib/contracts';
import type { Encoders } from '#lib/render-plan';
import type { SoundCodec } from '#lib/timeline';
import { chooseEncoders, soundCodecs } from '../encoders/index.js';
import { workingDevices } from '../encoders/working-devices.js';
import type { Isolation } from '../process/isolation.js';
import type { Launcher } from '../process/launcher.js';
import { runChild } from '../process/run-child.js';
import { codecNames, filterNames, transitionNames, versionOf } from './parse.js';
import { missingParts } from './required.js';

/** What the running ffmpeg can do; everything a worker tells the API about it. */
export interface Capabilities {
  readonly ffmpegVersion: string;
  readonly filters: readonly string[];
  readonly encoders: readonly string[];
  /** Encoders on a device that was seen to work. */
  readonly devices: readonly string[];
  /** What it encodes pictures with. */
  readonly pictures: Encoders;
  /** Codecs of sound that it encodes. */
  readonly sounds: readonly SoundCodec[];
  /** Names of `xfade`, without `custom` (an expression is code). */
  readonly transitions: readonly string[];
  readonly sandbox: Isolation;
}

const TIMEOUT_MS = 15_000;

const output = async (launcher: Launcher, args: readonly string[]): Promise<string> => {
  const lines: string[] = [];
  const options = { workDir: null, timeoutMs: TIMEOUT_MS, onLine: (line: string) => lines.push(line) };
  const { code } = await runChild(launcher, 'ffmpeg', ['-hide_banner', ...args], options);
  if (code !== 0) throw new CutroomError('PROCESSING_FAILED', 'ffmpeg does not say what it can do.');
  return lines.join('\n');
};

/** Asks the ffmpeg at hand. Throws PROCESSING_FAILED that names every filter and encoder this service needs and it lacks. */
export async function detectCapabilities(launcher: Launcher, { gpu = false } = {}): Promise<Capabilities> {
  const [version, filterList, encoderList, decoderList, xfade] = await Promise.all([
    output(launcher, ['-version']),
    output(launcher, ['-filters']),
    output(launcher, ['-encoders']),
    output(launcher, ['-decoders']),
    output(launcher, ['-h', 'filter=xfade']),
  ]);
  const filters = filterNames(filterList);
  const encoders = codecNames(encoderList);
  const missing = missingParts({ filters, encoders, decoders: codecNames(decoderList) });
  if (missing.length > 0) {
    throw new CutroomError('PROCESSING_FAILED', `This ffmpeg lacks what the service needs: ${missing.join(', ')}.`, {
      details: { missing },
    });
  }
  const devices = gpu ? await workingDevices(launcher, encoders) : [];
  return {
    // Workers with other devices make other bytes, and cannot make each other's parts.
    ffmpegVersion: [versionOf(version), ...devices].join('+'),
    devices,
    filters,
    encoders,
    pictures: chooseEncoders(encoders, devices),
    sounds: soundCodecs(encoders),
    transitions: transitionNames(xfade),
    sandbox: launcher.sandbox,
  };
}
