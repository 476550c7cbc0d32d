import type { RenderContext } from '../context.js';
import type { RenderTools } from '../tools.js';

/** Runs one ffmpeg in the workspace and adds what it used to the attempt's cost. `onFrames` hears frames done so far. */
export async function runCounted(
  context: RenderContext,
  tools: RenderTools,
  args: readonly string[],
  signal: AbortSignal,
  onFrames: (done: number) => void = () => undefined,
): Promise<void> {
  const cost = await tools.ffmpeg.run(args, {
    signal,
    workDir: context.workspace.dir,
    timeoutMs: tools.settings.jobTimeoutSeconds * 1000,
    onProgress: ({ frames }) => onFrames(frames),
  });
  context.cost.add(cost);
}
