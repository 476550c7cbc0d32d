import { DEFAULT_LIMITS } from '#lib/ffmpeg';
import type { RenderContext } from '../context.js';
import { logFailedRun } from '../log-failed-run.js';
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

/** What a run needs of all that renders share. */
export interface RunTools extends Pick<RenderTools, 'logger' | 'limits'> {
  readonly ffmpeg: Pick<RenderTools['ffmpeg'], 'run'>;
  readonly settings: Pick<RenderTools['settings'], 'jobTimeoutSeconds'>;
}

/** Runs one ffmpeg in the workspace and adds what it used to the attempt's cost; one that fails is in the log. */
export async function runCounted(
  context: Pick<RenderContext, 'workspace' | 'cost'>,
  tools: RunTools,
  args: readonly string[],
  signal: AbortSignal,
  { onFrames, ...wishes }: RunWishes = {},
): ReturnType<RenderTools['ffmpeg']['run']> {
  // For what ffmpeg does not stop at by itself; sound on its way may be larger than any result.
  const limits = { fileBytes: 2 * Math.max(tools.limits.maxOutputBytes, DEFAULT_LIMITS.maxOutputBytes) };
  const options = { ...wishes, signal, limits, workDir: context.workspace.workDir };
  const timeoutMs = tools.settings.jobTimeoutSeconds * 1000;
  try {
    const run = await tools.ffmpeg.run(args, {
      ...{ ...options, timeoutMs },
      onProgress: ({ frames }) => onFrames?.(frames),
    });
    context.cost.add(run);
    return run;
  } catch (error) {
    logFailedRun(tools.logger, args, error);
    throw error;
  }
}
