import type { CompositionRequest } from '#lib/composition-request';
import type { Problem } from '#lib/contracts';
import { formatFolderUrl } from '#lib/folders';
import type { JsonObject } from '#lib/persistence';
import type { X264Preset } from '#lib/timeline';
import type { CheckedAssembly } from './check-request.js';
import { parseResolution, parseVideoBitrate } from './parse.js';

export const ORIGIN = 'assembly';
/** Where `folder://projects/…` points. */
export const PROJECTS = 'projects';

const PRESETS: Readonly<Record<string, X264Preset>> = { draft: 'ultrafast', standard: 'medium', high: 'slow' };
const USUAL = { format: 'mp4', resolution: '1920x1080', bitrate: '5000k', fps: 24, quality: 'standard' } as const;

/** The shots one after the other, at one size, rate and bit rate. */
export const toComposition = (
  { project, shots, config }: CheckedAssembly,
  { maxSeconds, crf }: { readonly maxSeconds: number; readonly crf: number },
): CompositionRequest => ({
  clips: shots.map(({ file, in: start, out }) => ({
    url: formatFolderUrl({ folder: PROJECTS, path: `${project}/${file}` }),
    ...(start === undefined ? {} : { trim_start: start }),
    ...(out === undefined ? {} : { trim_end: out }),
  })),
  output: {
    resolution: parseResolution(config.resolution ?? USUAL.resolution) ?? '1080p',
    fps: config.fps ?? USUAL.fps,
    format: config.output_format ?? USUAL.format,
    video_bitrate: parseVideoBitrate(config.bitrate ?? USUAL.bitrate) ?? 0,
    preset: PRESETS[config.quality_preset ?? USUAL.quality] ?? 'medium',
    crf,
    max_seconds: maxSeconds,
  },
});

/** What project.json tells of it, apart from what the render finds out. */
export const told = ({ shots, config }: CheckedAssembly): JsonObject => ({
  resolution: config.resolution ?? USUAL.resolution,
  fps: config.fps ?? USUAL.fps,
  bitrate: config.bitrate ?? USUAL.bitrate,
  shots: shots.map((shot) => (shot.in === undefined && shot.out === undefined ? shot.file : { ...shot })),
});

const FIELDS: Readonly<Record<string, string>> = { trim_start: '/in', trim_end: '/out' };

/**
 * A problem of the composition → where the request names it.
 * @param shots places in the request of the composition's clips, where it has only some of them
 */
export const ofShot = ({ pointer, message }: Problem, shots?: readonly number[]): Problem => {
  const [, index, field = ''] = /^\/clips\/(\d+)(?:\/(.*))?$/.exec(pointer) ?? [];
  if (index === undefined) return { pointer, message };
  return { pointer: `/shots/${shots?.[Number(index)] ?? index}${FIELDS[field] ?? ''}`, message };
};
