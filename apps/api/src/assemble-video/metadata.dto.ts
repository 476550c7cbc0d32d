import { SIDE_LIMITS } from '#lib/composition-request';
import { ChoiceField, ListField, NumberField, ObjectField } from '../http/fields.js';

export const MAX_SCENES = 200;
export const ALIGNMENTS = ['sequence', 'scene'] as const;
/** What is no size of a picture at all; what is too much for this service is said with INVALID_REQUEST. */
const MAX_SIDE = 16_384;
const FAR = 1_000_000_000;

export class SceneDto {
  @NumberField({
    required: true,
    min: 0,
    max: 1_000_000,
    integer: true,
    description: 'Its place; files come in this order.',
    example: 0,
  })
  readonly index: number;

  @NumberField({
    required: true,
    min: -FAR,
    max: FAR,
    description: 'Seconds its picture is shown; more than 0.',
    example: 2.5,
  })
  readonly imageDuration: number;
}

export class ResolutionDto {
  @NumberField({
    required: true,
    min: SIDE_LIMITS.least,
    max: MAX_SIDE,
    integer: true,
    description: 'Even.',
    example: 1280,
  })
  readonly width: number;

  @NumberField({
    required: true,
    min: SIDE_LIMITS.least,
    max: MAX_SIDE,
    integer: true,
    description: 'Even.',
    example: 720,
  })
  readonly height: number;
}

/** The field `metadata`, a JSON text. */
export class MetadataDto {
  @ListField(() => SceneDto, { required: true, min: 1, max: MAX_SCENES })
  readonly scenes: readonly SceneDto[];

  @ObjectField(() => ResolutionDto, { required: true })
  readonly resolution: ResolutionDto;

  @NumberField({ min: 1, max: 60, default: 24 })
  readonly frameRate?: number;

  @ChoiceField({
    of: ALIGNMENTS,
    default: 'sequence',
    description: '`scene`: sound i begins with picture i, which is shown until both are over.',
  })
  readonly align?: (typeof ALIGNMENTS)[number];
}
