import { parseColor, parsePosition } from '#lib/composition-request';
import { NumberField, ObjectField, ParsedField, TextField } from '../../http/fields.js';
import { parseTime } from '../parse-time.js';
import { canvasPosition } from '../to-composition/positions.js';

const ID = /^[A-Za-z0-9_-]{1,64}$/;
export const QUALITIES = ['1080p', '720p', '480p'] as const;
export type Quality = (typeof QUALITIES)[number];

const IdField = (options: { readonly required?: boolean; readonly example: string; readonly description?: string }) =>
  ParsedField({
    ...options,
    accepts: (value) => typeof value === 'string' && ID.test(value),
    message: 'must be an id',
    schema: { type: 'string' },
  });

const TimeField = (
  options: { readonly required?: boolean; readonly default?: number; readonly example?: unknown } = {},
) =>
  ParsedField({
    ...options,
    accepts: (value) => parseTime(value) !== null,
    message: 'must be seconds or HH:MM:SS(.sss)',
    schema: { oneOf: [{ type: 'number', minimum: 0 }, { type: 'string' }] },
    description: 'Seconds or HH:MM:SS(.sss).',
  });

const PlaceField = (axis: 'x' | 'y', byDefault: number | string) =>
  ParsedField({
    accepts: (value) => parsePosition(typeof value === 'string' ? canvasPosition(value) : value, axis) !== null,
    message: 'must be pixels or an expression such as "W-w-20"',
    schema: { oneOf: [{ type: 'number' }, { type: 'string' }] },
    default: byDefault,
  });

const OpacityField = (byDefault: number) => NumberField({ min: 0, max: 1, default: byDefault });

export class TrimDto {
  @IdField({ required: true, example: 'vid_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  readonly video_id: string;

  @TimeField({ required: true, example: 1.5 })
  readonly start: number | string;

  @TimeField({ required: true, example: '00:00:04.250' })
  readonly end: number | string;

  @IdField({ example: 'var_01KAJ5W2Y5R8N6J4T3M1H0G9F8', description: 'A variant to work on instead of the film.' })
  readonly source_variant_id?: string;
}

class PlacedDto {
  @PlaceField('x', 20)
  readonly x?: number | string;

  @PlaceField('y', 20)
  readonly y?: number | string;

  @TimeField({ default: 0 })
  readonly start?: number | string;

  @TimeField()
  readonly end?: number | string;
}

export class TextOverlayDto extends PlacedDto {
  @TextField({ required: true, max: 8, example: 'text' })
  readonly type: 'text';

  @TextField({ required: true, max: 2000, example: 'नमस्ते दुनिया' })
  readonly text: string;

  @TextField({ max: 100, description: 'A font file or a family.', example: 'NotoSansDevanagari-Regular.ttf' })
  readonly font?: string;

  @NumberField({ min: 4, max: 1000, default: 32 })
  readonly font_size?: number;

  @ParsedField({
    accepts: (value) => typeof value === 'string' && parseColor(value) !== null,
    message: 'must be a colour such as white@0.85 or #FF8800',
    schema: { type: 'string' },
    default: 'white',
  })
  readonly color?: string;
}

export class ImageOverlayDto extends PlacedDto {
  @TextField({ required: true, max: 8, example: 'image' })
  readonly type: 'image';

  @TextField({
    required: true,
    max: 1024,
    example: 'logo.png',
    description: 'In ASSETS_DIR, or the path of a stored file.',
  })
  readonly image_path: string;

  @OpacityField(1)
  readonly opacity?: number;
}

export class VideoOverlayDto extends PlacedDto {
  @TextField({ required: true, max: 8, example: 'video' })
  readonly type: 'video';

  @TextField({ required: true, max: 1024, description: 'In ASSETS_DIR, or the path of a stored file.' })
  readonly video_path: string;

  @NumberField({ min: 0.01, max: 10, default: 1 })
  readonly scale?: number;
}

export type VideosOverlay = TextOverlayDto | ImageOverlayDto | VideoOverlayDto;

export class WatermarkDto {
  @TextField({ required: true, max: 1024, example: 'logo.png' })
  readonly image_path: string;

  @PlaceField('x', 'W-w-20')
  readonly x?: number | string;

  @PlaceField('y', 'H-h-20')
  readonly y?: number | string;

  @OpacityField(0.5)
  readonly opacity?: number;
}

export const MAX_OVERLAYS = 50;

export class OverlaysDto {
  @IdField({ required: true, example: 'vid_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  readonly video_id: string;

  @IdField({ example: 'var_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  readonly source_variant_id?: string;

  @ParsedField({
    accepts: (value) => Array.isArray(value) && value.length <= MAX_OVERLAYS,
    message: `must be a list of at most ${MAX_OVERLAYS} overlays`,
    schema: { type: 'array', maxItems: MAX_OVERLAYS, items: { type: 'object' } },
    example: [
      { type: 'text', text: 'नमस्ते दुनिया', font: 'NotoSansDevanagari-Regular.ttf', x: 'w-tw-20', color: 'white@0.85' },
    ],
  })
  readonly overlays?: readonly VideosOverlay[];

  @ObjectField(() => WatermarkDto)
  readonly watermark?: WatermarkDto;
}

export class TranscodeDto {
  @ParsedField({
    required: true,
    accepts: (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      new Set(value).size === value.length &&
      value.every((one) => QUALITIES.some((quality) => quality === one)),
    message: `must be a list of different ones of ${QUALITIES.join(', ')}`,
    schema: { type: 'array', items: { type: 'string', enum: [...QUALITIES] }, minItems: 1, uniqueItems: true },
    example: [...QUALITIES],
  })
  readonly qualities: readonly Quality[];
}
