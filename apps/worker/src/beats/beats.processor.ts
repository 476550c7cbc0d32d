import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BEAT_RATE, type Beats, detectBeats } from '#lib/beats';
import { CutroomError } from '#lib/contracts';
import { listenCommand } from '#lib/ffmpeg';
import { runWithContext } from '#lib/observability';
import type { ProcessingJob, ProcessingJobRepository } from '#lib/persistence';
import type { QueuedJob } from '#lib/queue';
import type { RenderTools } from '../render/tools.js';
import { openWorkspace, type Workspace } from '../workspace/workspace.js';

/** What comes later in a long mix is not heard: 53 MB of samples are enough. */
const HEARD_SECONDS = 600;

type Tools = Pick<RenderTools, 'home' | 'ffmpeg' | 'probes' | 'fetcher' | 'limits' | 'logger'> & {
  readonly settings: Pick<RenderTools['settings'], 'jobTimeoutSeconds'>;
};

/** Finds the beats of a sound that another service asked about. */
export class BeatsProcessor {
  constructor(
    private readonly jobs: Pick<ProcessingJobRepository, 'get' | 'begin' | 'finish'>,
    private readonly tools: Tools,
  ) {}

  readonly process = ({ data }: QueuedJob<'beats'>, _token: string, signal: AbortSignal): Promise<void> =>
    runWithContext({ requestId: data.requestId }, async () => {
      const job = await this.jobs.get(data.processingId);
      if (job === null || job.completedAt !== null) return;
      await this.jobs.begin(job.processingId);
      await this.#detect(job, signal);
    });

  async #detect(job: ProcessingJob, signal: AbortSignal): Promise<void> {
    const { home, logger } = this.tools;
    const workspace = await openWorkspace(home, job.processingId, false);
    try {
      const { bpm, beats } = await this.#listen(String(job.config['audio_url']), workspace, signal);
      await this.jobs.finish(job.processingId, { status: 'completed', result: { bpm, beats: [...beats] } });
    } catch (error) {
      logger.info({ processing_id: job.processingId, err: error }, 'No beats could be found');
      // What may pass is left as it is: the reconciler promises the job again.
      if (signal.aborted || !(error instanceof CutroomError) || error.transient) return;
      const { code, message } = error;
      const details = { errors: [{ pointer: '/audio_url', message }] };
      await this.jobs.finish(job.processingId, { status: 'failed', error: { code, message, details }, result: null });
    } finally {
      await workspace.close();
    }
  }

  async #listen(url: string, workspace: Workspace, signal: AbortSignal): Promise<Beats> {
    const { fetcher, ffmpeg, probes, limits, settings } = this.tools;
    const source = workspace.source(0);
    const { sha256 } = await fetcher.fetchTo(url, source, { signal });
    const info = await probes.of(sha256, () => ffmpeg.probe(source, { signal, maxPixels: limits.maxPixels }));
    if (info.audio === null) throw new CutroomError('INVALID_CLIP_FORMAT', 'This file has no sound.');
    const output = join(workspace.workDir, 'sound.f32');
    const heard = { sampleRate: BEAT_RATE, seconds: HEARD_SECONDS };
    await ffmpeg.run(listenCommand({ source, output }, info.audio.stream, heard), {
      workDir: workspace.workDir,
      timeoutMs: settings.jobTimeoutSeconds * 1000,
      signal,
    });
    const bytes = await readFile(output);
    return detectBeats(floatsOf(bytes), signal);
  }
}

/** The bytes as little-endian floats, copied to where floats may lie. */
const floatsOf = (bytes: Buffer): Float32Array => {
  const whole = bytes.length - (bytes.length % 4);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + whole));
};
