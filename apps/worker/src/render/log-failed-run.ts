import { redactedTail } from '#lib/ffmpeg';
import type { Logger } from '#lib/observability';

/** Longer than any command but those with thousands of filters. */
const MAX_CHARACTERS = 8_192;

interface ChildReport {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stderr: string;
}

/** Folders of this machine: the names of files in a workspace are ours, and say enough. */
const FOLDERS = /(^|[\s:='"])\/(?:[^/\s'",:;=\]]+\/)+/g;

/** Writes down the command that failed and the end of what it said, with no name of a client's file and no folder; the context has the ids. */
export function logFailedRun(logger: Pick<Logger, 'warn'>, args: readonly string[], error: unknown): void {
  const report = error instanceof Error ? error.cause : undefined;
  if (!isReport(report)) return;
  const { code, signal, stderr } = report;
  const command = ['ffmpeg', ...args].join(' ').replace(FOLDERS, '$1').slice(0, MAX_CHARACTERS);
  logger.warn({ command, exit_code: code, signal, stderr: redactedTail(stderr) }, 'ffmpeg failed');
}

const isReport = (value: unknown): value is ChildReport =>
  typeof value === 'object' && value !== null && 'stderr' in value && typeof value.stderr === 'string';
