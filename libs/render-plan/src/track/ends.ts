import { type Arrangement, framesIn, type Timeline } from '#lib/timeline';
import type { MediaTable } from '../media-table.js';
import { sequenceLength } from './sequence.js';

/** The arrangement, cut where the sequence of sounds ends, if that is where the timeline ends; at least one frame is left. */
export const endedArrangement = (
  timeline: Timeline,
  arrangement: Arrangement | null,
  media: MediaTable,
): Arrangement | null => {
  if (arrangement === null || timeline.ends === 'picture') return arrangement;
  const heard = Math.max(1, framesIn(sequenceLength(timeline, media), timeline.output.fps));
  if (heard >= arrangement.frames) return arrangement;
  const within = (frame: number): number => Math.min(frame, heard);
  return {
    clips: arrangement.clips.map((clip) => ({ ...clip, start: within(clip.start), end: within(clip.end) })),
    frames: heard,
  };
};
