import { CutroomError, type Problem } from '#lib/contracts';
import { isObject } from '../http/fields.js';
import { withoutNulls } from '../http/json-shape.js';
import { boundedBody, problemsOf, validationFailed } from '../http/validate.js';
import {
  ImageOverlayDto,
  OverlaysDto,
  TextOverlayDto,
  VideoOverlayDto,
  type VideosOverlay,
  type WatermarkDto,
} from './dto/requests.dto.js';
import { parseTime } from './parse-time.js';

export interface CheckedOverlays {
  readonly videoId: string;
  readonly sourceVariantId: string | null;
  readonly overlays: readonly VideosOverlay[];
  readonly watermark: WatermarkDto | undefined;
}

const TYPES: Readonly<Record<string, new () => object>> = {
  text: TextOverlayDto,
  image: ImageOverlayDto,
  video: VideoOverlayDto,
};

/** @throws CutroomError VALIDATION_FAILED with every problem of form */
export const checkOverlays = (body: unknown): CheckedOverlays => {
  const said = withoutNulls(boundedBody(OverlaysDto, body), new Set()) as Record<string, unknown>;
  const listed: readonly unknown[] = Array.isArray(said['overlays']) ? said['overlays'] : [];
  const nothing = listed.length === 0 && said['watermark'] === undefined;
  const problems = [
    ...problemsOf(OverlaysDto, said),
    ...listed.flatMap(problemsOfOverlay),
    ...(nothing ? [{ pointer: '/overlays', message: 'give at least one overlay, or a watermark' }] : []),
  ];
  if (problems.length > 0) throw validationFailed(problems);
  const checked = said as unknown as OverlaysDto;
  return {
    videoId: checked.video_id,
    sourceVariantId: checked.source_variant_id ?? null,
    overlays: checked.overlays ?? [],
    watermark: checked.watermark,
  };
};

const problemsOfOverlay = (overlay: unknown, index: number): readonly Problem[] => {
  const at = `/overlays/${index}`;
  if (!isObject(overlay)) return [{ pointer: at, message: 'must be an object' }];
  const known = Object.entries(TYPES).find(([name]) => name === overlay['type'])?.[1];
  if (known === undefined) {
    return [{ pointer: `${at}/type`, message: `must be one of ${Object.keys(TYPES).join(', ')}` }];
  }
  return problemsOf(known, overlay).map(({ pointer, message }) => ({ pointer: at + pointer, message }));
};

/** What can be told once the film is known. @throws CutroomError VALIDATION_FAILED */
export const checkSpans = (overlays: readonly VideosOverlay[], duration: number): void => {
  const problems = overlays.flatMap((overlay, index): readonly Problem[] => {
    const start = parseTime(overlay.start ?? 0) ?? 0;
    const end = overlay.end === undefined ? null : parseTime(overlay.end);
    const at = `/overlays/${index}`;
    if (end !== null && end <= start) return [{ pointer: `${at}/end`, message: 'must be after start' }];
    return start < duration
      ? []
      : [{ pointer: `${at}/start`, message: `lies beyond the film, which is ${duration} s long` }];
  });
  if (problems.length > 0) throw validationFailed(problems);
};

/** Several refusals of one kind as one. */
export const together = (problems: readonly Problem[]): void => {
  if (problems.length > 0) throw validationFailed(problems);
};

export const isMissing = (error: unknown): boolean =>
  error instanceof CutroomError && ['NOT_FOUND', 'ASSET_NOT_FOUND', 'VALIDATION_FAILED'].includes(error.code);
