import { formatObjectUrl } from '#lib/contracts';
import type { Completion, RenderResult } from '#lib/persistence';
import type { CutPlan, RenderPlan } from '#lib/render-plan';
import { presentProbe } from '../../assets/present-probe.js';
import type { RenderContext } from '../context.js';
import type { EncodedParts } from '../steps/encode.js';
import type { FinishedFile } from '../steps/finish.js';
import type { RenderTools } from '../tools.js';
import { workDone } from './work-done.js';

export interface Made {
  readonly plan: RenderPlan;
  /** Null where all of the picture was encoded. */
  readonly cuts: CutPlan | null;
  readonly encoded: Pick<EncodedParts, 'counts' | 'warnings'>;
  /** The result, then its renditions. */
  readonly files: readonly FinishedFile[];
  readonly result: RenderResult;
}

/** What `GET …/metadata` answers and what `job_metrics` keeps. Call it last: the clock tells of stages that have ended. */
export function describeResult(
  context: RenderContext,
  tools: RenderTools,
  { plan, cuts, encoded, files, result }: Made,
): Completion {
  const { clock, cost } = context;
  const { counts, warnings } = encoded;
  const usage = { cpu_seconds: cost.cpuSeconds, memory_peak_mb: cost.memoryPeakMb, processes: cost.processes };
  const timings = { stages: { ...clock.seconds }, total_seconds: Math.round(clock.total * 1000) / 1000 };
  const { width, height } = plan.canvas;
  const { format, picture, sound } = plan.encoder;
  const [probe = null, ...others] = files.map(({ info }) => (info === null ? null : presentProbe(info)));
  return {
    result,
    outputUrl: formatObjectUrl(result),
    metadata: {
      probe,
      renditions: (result.renditions ?? []).map(({ name, width, height, sizeBytes, ...ref }, index) => ({
        ...{ name, width, height, output_url: formatObjectUrl(ref), size_bytes: sizeBytes },
        crf: plan.sizes[index + 1]?.crf ?? null,
        probe: others[index] ?? null,
      })),
      ...timings,
      segments: { ...counts },
      ...(cuts === null ? {} : { copied_frames: copiedFrames(cuts) }),
      warnings: warnings.map((warning) => ({ ...warning })),
      ffmpeg_version: tools.capabilities.ffmpegVersion,
      settings: {
        width,
        height,
        fps: `${plan.fps.num}/${plan.fps.den}`,
        format,
        codec: picture?.codec ?? null,
        encoder: picture?.encoder ?? null,
        crf: plan.sizes[0]?.crf ?? null,
        preset: picture?.preset ?? null,
        threads: Math.max(1, ...plan.segments.map(({ threads }) => threads)),
        audio_codec: sound?.codec ?? null,
        audio_bitrate: sound?.bitrate ?? null,
      },
      ...usage,
    },
    metrics: {
      durationSeconds: clock.total,
      cpuSeconds: cost.cpuSeconds,
      memoryPeakMb: cost.memoryPeakMb,
      outputSeconds: result.duration,
      // What was copied tells nothing of what encoding takes.
      ffmpegStats: {
        ...timings,
        ...usage,
        ...(cuts === null ? { work: { ...workDone(plan) } } : {}),
        segments: { ...counts },
      },
    },
  };
}

const copiedFrames = ({ pieces }: CutPlan): number =>
  pieces.reduce((sum, { kind, frames }) => sum + (kind === 'copied' ? frames : 0), 0);
