import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { level, picture, sound } from '../media/inspect.js';
import { endCommands, local } from '../support/command.js';
import { processesOf } from '../support/processes.js';
import { TURN_TIMEOUT_MS, takeTurn } from '../support/turn.js';

const FPS = 12;
/** Three clips of 4 s, less a crossfade of 0.75 s, in whole frames. */
const FRAMES = Math.round((3 * 4 - 0.75) * FPS);

describe('make demo', () => {
  let giveTurnBack: () => void;
  let dir: string;
  beforeAll(async () => {
    giveTurnBack = await takeTurn();
    dir = await mkdtemp(join(tmpdir(), 'cutroom-test-demo-'));
  }, TURN_TIMEOUT_MS);
  afterAll(async () => {
    endCommands();
    await rm(dir, { recursive: true, force: true });
    giveTurnBack();
  });

  it('makes the film it speaks of, with sound, and leaves nothing running', async () => {
    const film = join(dir, 'film.mp4');
    const demo = local('demo', { DATA_DIR: dir }, '--draft', film);
    const code = await demo.code;
    const said = expect.stringContaining(`${FRAMES} frames at ${FPS} fps`);
    expect({ code, output: demo.output() }).toEqual({ code: 0, output: said });
    // No terminal: lines instead of a bar.
    expect(demo.output()).not.toContain('\u001b');
    expect(await picture(film)).toMatchObject({ frames: FRAMES, height: 480, rate: '12/1' });
    const samples = await sound(film);
    expect(Math.abs(samples.length - (FRAMES / FPS) * 48_000)).toBeLessThanOrEqual(1024);
    // The fifth below the music.
    expect(level(samples, 110, 2, 9)).toBeGreaterThan(0.005);
    expect(processesOf(dir)).toEqual([]);
  }, 180_000);
});
