import { segmentGraph } from '#lib/filter-graph';
import { planRender, type RenderPlan } from '#lib/render-plan';
import { factsFor, OPTIONS } from '../../../../../test/factories/media.js';
import { timeline } from '../../../../../test/factories/timeline.js';
import { cpuSeconds } from '../../../../../test/support/cpu.js';
import { audioCommand, blockCommand, segmentCommand, splitSound } from '../../../src/commands/index.js';
import { runFfmpeg } from '../../../src/process/index.js';
import { testLauncher } from '../../support/launcher.js';
import { useTempDir } from '../../support/temp-dir.js';

/** Bytes that no child may pass, whatever is asked of it. */
const MOST = 400 * 1024 ** 2;
const CLIPS = 200;
const SOURCE = 's3://cutroom/a.mp4';

describe(`${CLIPS} clips of 0.9 s`, () => {
  const { path } = useTempDir();
  const of = timeline({
    clips: Array.from({ length: CLIPS }, (_, index) => {
      const from = (index * 7) % 11;
      return { url: SOURCE, in: from, out: from + 0.9 };
    }),
  });
  let plan: RenderPlan;
  let planned: number;
  beforeAll(async () => {
    const facts = factsFor(of, { [SOURCE]: { duration: 12 } });
    planned = await cpuSeconds(() => {
      plan = planRender(of, facts, { ...OPTIONS, threads: 2 });
    });
  });

  it('are planned within a second', () => expect(planned).toBeLessThan(1));

  it('are rendered by processes of modest memory', async () => {
    const launcher = await testLauncher();
    const peak = async (args: readonly string[]): Promise<number> =>
      (await runFfmpeg(launcher, args, { workDir: path(), timeoutMs: 120_000 })).maxRssBytes;
    await peak([
      ...['-y', '-f', 'lavfi', '-i', 'testsrc2=s=1920x1080:r=30:d=12', '-f', 'lavfi', '-i', 'anoisesrc=d=12:r=48000'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '3', '-pix_fmt', 'yuv420p', '-c:a', 'aac', path('a.mp4')],
    ]);
    const media = [path('a.mp4')];
    const split = splitSound(plan);
    const blocks = split.blocks.map((_, index) => path(`block-${index}.w64`));
    const sound = [
      ...split.blocks.map((block, index) => blockCommand(plan, block, { media, output: blocks[index] ?? '' })),
      audioCommand(split.plan, { media: [...media, ...blocks], output: path('sound.m4a') }),
    ];
    for (const args of sound) expect(await peak(args)).toBeLessThan(MOST);

    const inputs = plan.segments.map((segment) => segmentGraph(plan, segment).inputs.length);
    const largest = plan.segments[inputs.indexOf(Math.max(...inputs))];
    if (largest === undefined) throw new Error('A plan has a segment.');
    expect(await peak(segmentCommand(plan, largest, { media, pictures: [], output: path('0.mp4') }))).toBeLessThan(
      MOST,
    );
  }, 120_000);
});
