import { pick } from '../../../infra/local/demo/json.js';
import type { BenchCase } from '../case.js';
import { warmUp } from '../fleet/film-on.js';
import { startFleet } from '../fleet/fleet.js';
import { atMost, exactly, type Row } from '../report/row.js';

const CLIPS = 200;
const SECONDS = 0.9;
const FPS = 30;

export const planner: BenchCase = {
  name: 'planner',
  title: `planner: ${CLIPS} clips of ${SECONDS} s, 720p`,
  measure: async ({ options }) => {
    const fleet = await startFleet(options);
    try {
      await fleet.addWorker();
      const urls = await Promise.all(options.media.clips.map((path) => fleet.upload(path)));
      await warmUp(fleet, options.media);
      const clips = Array.from({ length: CLIPS }, (_, index) => {
        const start = Math.floor(index / urls.length) * 0.1;
        return { url: urls[index % urls.length], trim_start: start, trim_end: start + SECONDS };
      });
      const body = { clips, output: { resolution: '720p', fps: FPS, preset: 'medium' } };
      const { id, metadata } = await fleet.completed(await fleet.post(body));
      const row = (what: string, value: number, goal: Row['goal'], unit: Row['unit'], kind: Row['kind']): Row => ({
        ...{ case: 'planner', what, value, unit, goal, kind },
      });
      const duration = Number(pick(await fleet.state(id), 'duration'));
      return [
        row('time to plan', Number(pick(metadata, 'stages', 'plan')), atMost(1), 's', 'target'),
        row('memory of the largest child', Number(pick(metadata, 'memory_peak_mb')), atMost(400), 'MB', 'target'),
        row('frames', Math.round(duration * FPS), exactly(CLIPS * SECONDS * FPS), 'frames', 'check'),
      ];
    } finally {
      await fleet.stop();
    }
  },
};
