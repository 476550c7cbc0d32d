import { isRendition, isResolution, MAX_CRF, RESOLUTIONS, SIDE_LIMITS } from '#lib/composition-request';
import { didYouMean } from '../../http/closest.js';
import { type FieldOptions, ParsedField } from '../../http/fields.js';

const NAMES: readonly string[] = RESOLUTIONS;

const SIDE = { type: 'integer', minimum: SIDE_LIMITS.least, maximum: SIDE_LIMITS.most, multipleOf: 2 } as const;

const SCHEMA = {
  oneOf: [
    { type: 'string', enum: [...NAMES], description: 'Pixels of the shorter side; 4k where the service allows it.' },
    {
      type: 'object',
      properties: { width: SIDE, height: SIDE },
      required: ['width', 'height'],
      additionalProperties: false,
    },
  ],
} as const;

const RENDITION_SCHEMA = {
  oneOf: [
    ...SCHEMA.oneOf,
    {
      type: 'object',
      properties: { resolution: SCHEMA, crf: { type: 'integer', minimum: 0, maximum: MAX_CRF } },
      required: ['resolution'],
      additionalProperties: false,
    },
  ],
} as const;

type Schema = Parameters<typeof ParsedField>[0]['schema'];

const KINDS = `one of ${NAMES.join(', ')}, or { width, height } in even pixels from ${SIDE_LIMITS.least} to ${SIDE_LIMITS.most}`;

/** A list of resolutions, each alone or with a quality: `{ resolution, crf }`. */
export const RenditionListField = ({ max, ...options }: FieldOptions & { readonly max: number }): PropertyDecorator =>
  ParsedField({
    accepts: (value) => Array.isArray(value) && value.length <= max && value.every(isRendition),
    message: `must be a list of at most ${max}, each ${KINDS}, or { resolution, crf }`,
    schema: { type: 'array', maxItems: max, items: RENDITION_SCHEMA } as unknown as Schema,
    ...options,
  });

/** A resolution by its name, or as width and height in even pixels. */
export const ResolutionField = (options: FieldOptions = {}): PropertyDecorator =>
  ParsedField({
    accepts: isResolution,
    message: (value) => `must be ${KINDS}${typeof value === 'string' ? didYouMean(value, NAMES) : ''}`,
    schema: SCHEMA as unknown as Schema,
    ...options,
  });
