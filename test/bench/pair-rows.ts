import { stat } from 'node:fs/promises';
import { countFrames, SAME_PICTURE, similarity } from './measure/picture.js';
import { soundOffsetMs } from './measure/sound.js';
import { medianRatio } from './measure/statistics.js';
import type { Pairs } from './pairs.js';
import { atLeast, atMost, exactly, type Goal, NO_GOAL, type Row } from './report/row.js';

export interface PairExpectation {
  readonly case: string;
  readonly wall: Goal;
  /** Of each output. */
  readonly frames: number;
  /** Milliseconds that the sound may be off bare ffmpeg's; null = that has none. */
  readonly sound?: Goal | null;
}

const SOUND_TOLERANCE_MS = 1;

/** Costs over bare ffmpeg's, and whether the outputs are what they have to be. */
export async function pairRows(
  { runs, files }: Pairs,
  { case: name, wall, frames, sound = atMost(SOUND_TOLERANCE_MS) }: PairExpectation,
): Promise<readonly Row[]> {
  const row = (what: string, value: number, goal: Goal, unit: Row['unit'], kind: Row['kind'] = 'target'): Row => ({
    ...{ case: name, what, value, unit, goal, kind },
  });
  const over = (of: 'wallSeconds' | 'cpuSeconds'): number =>
    medianRatio(
      runs,
      ({ ours }) => ours[of],
      ({ oracle }) => oracle[of],
    );
  const memory = Math.max(...runs.map(({ ours }) => ours.peakBytes)) / 1024 ** 2;
  const rows = [
    row('wall ÷ bare ffmpeg', over('wallSeconds'), wall, 'ratio'),
    row('CPU ÷ bare ffmpeg', over('cpuSeconds'), NO_GOAL, 'ratio'),
    row('memory of the largest child', memory, NO_GOAL, 'MB'),
    row('different files out of all renders', new Set(runs.map(({ bytes }) => bytes)).size, exactly(1), '', 'check'),
  ];
  for (const { name: output, ours, oracle } of files) {
    const which = files.length === 1 ? '' : `${output}: `;
    const [own, theirs] = [(await stat(ours)).size, (await stat(oracle)).size];
    const alike = await similarity(ours, oracle);
    rows.push(
      row(`${which}bytes ÷ bare ffmpeg`, own / theirs, NO_GOAL, 'ratio'),
      row(`${which}SSIM, worst frame`, alike.least, atLeast(SAME_PICTURE), '', 'check'),
      row(`${which}SSIM, mean`, alike.mean, NO_GOAL, ''),
      row(`${which}frames`, await countFrames(ours), exactly(frames), 'frames', 'check'),
    );
    if (sound === null) continue;
    const offset = Math.abs(await soundOffsetMs(ours, oracle));
    rows.push(row(`${which}sound off by`, offset, sound, 'ms', 'check'));
  }
  return rows;
}
