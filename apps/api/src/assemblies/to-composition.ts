import type { CompositionRequest, OverlayRequest } from '#lib/composition-request';
import type { Config } from '#lib/config';
import { formatFolderUrl } from '#lib/folders';
import type { JsonObject, NewComposition } from '#lib/persistence';
import { assemblyId, RESULT_NAME } from './assembly-id.js';
import type { CheckedAssembly, PlacedClip } from './check-request.js';

export const ORIGIN = 'assemblies';

export interface AssemblyContext {
  readonly compositionId: string;
  readonly requestId: string;
  readonly settings: Config['assemblies'];
}

const even = (pixels: number): number => Math.max(2, Math.floor(pixels / 2) * 2);

/** An assembly as a composition: clips one after the other, in the size and at the rate of the first. */
export const toComposition = (
  { clips, preview }: Pick<CheckedAssembly, 'clips' | 'preview'>,
  number: number,
  { compositionId, requestId, settings }: AssemblyContext,
): NewComposition => {
  const [first] = clips;
  if (first === undefined) throw new RangeError('An assembly has a clip at least.');
  const { width, height, frameRate } = first.source;
  const size = { width: even(width), height: even(height) };
  const request: CompositionRequest = {
    clips: clips.map(({ filename, start, end, toItsEnd }) => ({
      url: formatFolderUrl({ folder: 'sources', path: filename }),
      trim_start: start,
      ...(toItsEnd ? {} : { trim_end: end }),
    })),
    audio: { cut_fade: settings.audioFadeMs / 1000 },
    output: {
      resolution: size,
      frame_rate: frameRate,
      copy: !preview,
      audio_bitrate: settings.audioBitrate,
      max_seconds: settings.maxSeconds,
      deliver_to: formatFolderUrl({ folder: 'output', path: `${assemblyId(number)}/${RESULT_NAME}` }),
      ...(preview ? { preset: 'veryfast' as const } : {}),
    },
    ...(preview ? { overlays: timecodes(clips, size.height) } : {}),
  };
  return {
    compositionId,
    userId: null,
    // A request is JSON: it was made of nothing else.
    config: request as unknown as JsonObject,
    clientMetadata: null,
    origin: ORIGIN,
    priority: preview ? 'high' : 'default',
    requestId,
  };
};

/** Over every clip the time of its source. */
const timecodes = (clips: readonly PlacedClip[], height: number): readonly OverlayRequest[] => {
  let at = 0;
  return clips.map(({ start, end }) => {
    const from = at;
    at += end - start;
    return {
      type: 'timecode',
      from: start,
      start_time: from,
      end_time: at,
      position: { x: 'center', y: 'H-h-H/24' },
      style: { size: Math.max(8, Math.round(height / 16)), background: 'black@0.6' },
    };
  });
};
