import { ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ValidateIf, ValidateNested } from 'class-validator';
import {
  type Axis,
  DEFAULTS,
  MAX_POSITION_PIXELS,
  POSITION_KEYWORDS,
  type PositionRequest,
  parseColor,
  parsePosition,
  type ShadowRequest,
  type TextOverlayRequest,
  type TextStyleRequest,
} from '#lib/composition-request';
import { didYouMean } from '../../http/closest.js';
import {
  ChoiceField,
  type FieldOptions,
  isObject,
  NumberField,
  ObjectField,
  ParsedField,
  TextField,
} from '../../http/fields.js';
import { TimeField } from './time-and-source.js';

const { text } = DEFAULTS;

export const ColorField = (options: FieldOptions = {}): PropertyDecorator =>
  ParsedField({
    accepts: (value) => typeof value === 'string' && parseColor(value) !== null,
    message: 'must be a colour: #RGB, #RGBA, #RRGGBB, #RRGGBBAA, a CSS name, or name@0.85',
    schema: { type: 'string', maxLength: 40 },
    ...options,
  });

const PositionField = (axis: Axis, options: FieldOptions): PropertyDecorator => {
  const words = POSITION_KEYWORDS[axis];
  return ParsedField({
    accepts: (value) => parsePosition(value, axis) !== null,
    message: (value) =>
      `must be pixels, ${words.join(', ')}, or a percentage such as "10%"${typeof value === 'string' ? didYouMean(value, words) : ''}`,
    schema: {
      oneOf: [
        { type: 'number', minimum: -MAX_POSITION_PIXELS, maximum: MAX_POSITION_PIXELS },
        { type: 'string', pattern: `^(${words.join('|')}|\\d{1,3}(\\.\\d{1,6})?%)$` },
      ],
    },
    ...options,
  });
};

export class PositionDto implements PositionRequest {
  @PositionField('x', { default: text.x, example: 'center' })
  readonly x?: number | string;

  @PositionField('y', { default: text.y, example: 100 })
  readonly y?: number | string;
}

export class ShadowDto implements ShadowRequest {
  @NumberField({ min: -200, max: 200, description: 'Pixels to the right.' })
  readonly x?: number;

  @NumberField({ min: -200, max: 200, description: 'Pixels down.' })
  readonly y?: number;

  @ColorField({ default: text.shadowColor })
  readonly color?: string;
}

@ApiExtraModels(ShadowDto)
export class TextStyleDto implements TextStyleRequest {
  @TextField({
    max: 100,
    default: text.font,
    example: 'Arial',
    description: 'A font family; what it lacks comes from others.',
  })
  readonly font?: string;

  @NumberField({ min: 1, max: 1000, default: text.size, description: 'Pixels of the output.' })
  readonly size?: number;

  @ColorField({ default: text.color, example: '#FFFFFF' })
  readonly color?: string;

  @ParsedField({
    accepts: (value) => typeof value === 'boolean' || isObject(value),
    message: 'must be true, false or an object {x, y, color}',
    schema: { oneOf: [{ type: 'boolean' }, { $ref: getSchemaPath(ShadowDto) }] },
    default: false,
  })
  @Type((options) => (isObject(options?.object['shadow']) ? ShadowDto : Object))
  @ValidateIf((style: TextStyleDto) => style.shadow !== undefined && style.shadow !== null)
  @ValidateNested()
  readonly shadow?: boolean | ShadowDto;
}

export class TextOverlayDto implements TextOverlayRequest {
  @ChoiceField({ required: true, of: ['text'] })
  readonly type: 'text';

  @TextField({ required: true, max: 5000, example: 'Summer Sale!', description: 'Taken literally, in any script.' })
  readonly content: string;

  @ObjectField(() => PositionDto)
  readonly position?: PositionDto;

  @TimeField({ default: text.start, description: 'Seconds on the timeline.' })
  readonly start_time?: number;

  @TimeField({ description: 'Seconds shown. Default: to the end. Not together with end_time.' })
  readonly duration?: number;

  @TimeField({ description: 'Seconds on the timeline.' })
  readonly end_time?: number;

  @ObjectField(() => TextStyleDto)
  readonly style?: TextStyleDto;
}
