import type { RenderContext } from '../context.js';
import type { RenderTools } from '../tools.js';

export interface RunWishes {
  /** Hears frames done so far. */
  readonly onFrames?: (done: number) => void;
  /** A run that ends with any other number of frames fails. */
  readonly expectedFrames?: number;
  /** Hears every line of its log. */
  readonly onLog?: (line: string) => void;
  /** What it may read besides its `-i`. */
  readonly reads?: readonly string[];
}

/** Runs one ffmpeg in the workspace and adds what it used to the attempt's cost. */
export async function runCounted(
  context: Pick<RenderContext, 'workspace' | 'cost'>,
  tools: RenderTools,
  args: readonly string[],
  signal: AbortSignal,
  { onFrames, ...wishes }: RunWishes = {},
): ReturnType<RenderTools['ffmpeg']['run']> {
  const run = await tools.ffmpeg.run(args, {
    ...wishes,
    signal,
    workDir: context.workspace.workDir,
    timeoutMs: tools.settings.jobTimeoutSeconds * 1000,
    onProgress: ({ frames }) => onFrames?.(frames),
  });
  context.cost.add(run);
  return run;
}
