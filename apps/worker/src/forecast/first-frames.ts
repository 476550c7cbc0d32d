import { CutroomError } from '#lib/contracts';
import { firstFrameCommand } from '#lib/ffmpeg';
import type { Together } from '../render/all-or-stop.js';
import type { RenderContext } from '../render/context.js';
import { Slots } from '../render/slots.js';
import type { PlannedRender } from '../render/steps/plan.js';
import { runCounted } from '../render/steps/run-counted.js';
import type { RenderTools } from '../render/tools.js';

const SIDE_BY_SIDE = 2;

/** A file may open and say what it holds, and still hold nothing that can be shown. @throws CutroomError INVALID_CLIP_FORMAT */
export async function decodeFirstFrames(
  context: RenderContext,
  tools: RenderTools,
  { media }: Pick<PlannedRender, 'media'>,
  together: Together,
): Promise<void> {
  const slots = new Slots(SIDE_BY_SIDE);
  await together(
    context.signal,
    media.map(
      ({ path, pointers }) =>
        (signal) =>
          slots.run(signal, async () => {
            try {
              const command = firstFrameCommand(path, tools.limits);
              await runCounted(context, tools, command, signal, { expectedFrames: 1 });
            } catch (cause) {
              if (signal.aborted || (cause instanceof CutroomError && cause.transient)) throw cause;
              const errors = pointers.map((pointer) => ({ pointer, message: 'Its first picture cannot be decoded.' }));
              throw new CutroomError('INVALID_CLIP_FORMAT', 'A picture cannot be decoded.', {
                cause,
                details: { errors },
              });
            }
          }),
    ),
  );
}
