import { readdir, readFile } from 'node:fs/promises';
import type { AudioPlan } from '#lib/render-plan';
import { rational } from '#lib/timeline';
import { runFfmpeg } from '../../src/process/index.js';
import type { Launcher } from '../../src/process/launcher.js';
import { makeSound, type RunSound } from '../../src/sound/index.js';
import { formula, soundInfo, span } from '../commands/support/listen.js';
import { planOf } from '../commands/support/plans.js';
import { ffprobe } from '../commands/support/run.js';
import { testLauncher } from '../support/launcher.js';
import { useTempDir } from '../support/temp-dir.js';

const dir = useTempDir();
const SECONDS = 5;
const SAMPLES = SECONDS * 48_000;

let launcher: Launcher;
beforeAll(async () => {
  launcher = await testLauncher();
  await Promise.all([
    formula('0.02*sin(2*PI*440*t)+0.01*(random(0)-0.5)', `s=44100:c=stereo:d=${SECONDS}`, dir.path('quiet.wav')),
    // Plucked strings: at −14 LUFS the limiter takes most of every further decibel.
    formula('0.45*exp(-60*mod(t,0.5))*sin(2*PI*1500*t)', `s=48000:c=stereo:d=${SECONDS}`, dir.path('peaky.wav')),
    formula('0', `s=48000:c=stereo:d=${SECONDS}`, dir.path('silent.wav')),
  ]);
});

const run: RunSound = (args, onLog = () => undefined) =>
  runFfmpeg(launcher, args, { workDir: dir.path(), timeoutMs: 60_000, onLog });

const planFor = (audio: Partial<AudioPlan>) =>
  planOf({
    fps: rational(30),
    media: [soundInfo(SECONDS)],
    spans: [{ kind: 'background', frames: SECONDS * 30 }],
    audio: { samples: SAMPLES, lanes: [[span(SAMPLES)]], ...audio },
  });

/** Loudness and true peak of what was encoded, as it is decoded. */
const judged = async (file: string): Promise<{ readonly lufs: number; readonly peak: number }> => {
  const log: string[] = [];
  const measure = ['-nostdin', '-i', `file:${file}`, '-af', 'ebur128=peak=true:framelog=verbose', '-f', 'null', '-'];
  await runFfmpeg(launcher, measure, { workDir: dir.path(), timeoutMs: 60_000, onLog: (line) => log.push(line) });
  const said = (pattern: RegExp): number => Number(pattern.exec(log.join('\n'))?.[1]);
  return { lufs: said(/I:\s+(\S+) LUFS/), peak: said(/Peak:\s+(\S+) dBFS/) };
};

describe('a loudness target', () => {
  it.each([
    ['quiet.wav', -14],
    ['peaky.wav', -14],
    ['peaky.wav', -23],
  ])('of %s at %d LUFS is met within half a unit, peaks below −1 dBTP', async (source, loudness) => {
    const output = dir.path(`${source}${loudness}.m4a`);
    await makeSound(planFor({ loudness }), { media: [dir.path(source)], output }, run);
    const { lufs, peak } = await judged(output);
    expect(Math.abs(lufs - loudness)).toBeLessThanOrEqual(0.5);
    expect(peak).toBeLessThanOrEqual(-1);
  });

  it('leaves silence silent, and no mix behind', async () => {
    const output = dir.path('silent.m4a');
    const made = await makeSound(planFor({ loudness: -14 }), { media: [dir.path('silent.wav')], output }, run);
    expect(made.decodeErrors.size).toBe(0);
    expect((await judged(output)).lufs).toBe(-70);
    expect((await readdir(dir.path())).filter((name) => name.endsWith('.mix'))).toEqual([]);
  });
});

it('without a target a sound is made in one pass', async () => {
  const commands: (readonly string[])[] = [];
  const counting: RunSound = (args, onLog) => {
    commands.push(args);
    return run(args, onLog);
  };
  const files = { media: [dir.path('quiet.wav')], output: dir.path('plain.m4a') };
  await makeSound(planFor({}), files, counting);
  expect(commands).toHaveLength(1);
  expect((await judged(files.output)).lufs).toBeCloseTo(-34, 0);
});

it('writes silence that is as long to the sample as any other sound, without an encoder', async () => {
  const samples = 100_080;
  const output = dir.path('nothing.m4a');
  const commands: (readonly string[])[] = [];
  const noted: RunSound = (args) => {
    commands.push(args);
    return run(args);
  };
  const lanes = [[{ kind: 'silence' as const, samples }]];
  await makeSound(planFor({ samples, lanes }), { media: [], output }, noted);
  expect(commands).toHaveLength(1);
  expect(commands[0]).toContain('copy');
  const said = await ffprobe('-count_packets', '-show_entries', 'stream=duration_ts,nb_read_packets', output);
  expect(said).toMatchObject({ streams: [{ duration_ts: samples, nb_read_packets: '99' }] });
  const heard = dir.path('nothing.f32');
  await run(['-xerror', '-i', `file:${output}`, '-f', 'f32le', `file:${heard}`]);
  expect((await readFile(heard)).every((byte) => (byte & 0x7f) === 0)).toBe(true);
});
