import { ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ValidateIf, ValidateNested } from 'class-validator';
import { DEFAULTS, type ShadowRequest, type StrokeRequest, type TextStyleRequest } from '#lib/composition-request';
import { TEXT_ALIGNS, type TextAlign } from '#lib/timeline';
import {
  BooleanField,
  ChoiceField,
  isObject,
  NumberField,
  ObjectField,
  ParsedField,
  TextField,
} from '../../../http/fields.js';
import { ColorField } from './color-field.js';

const { text } = DEFAULTS;

export class ShadowDto implements ShadowRequest {
  @NumberField({ min: -200, max: 200, example: 3, description: 'Pixels to the right.' })
  readonly x?: number;

  @NumberField({ min: -200, max: 200, example: 3, description: 'Pixels down.' })
  readonly y?: number;

  @ColorField({ default: text.shadowColor })
  readonly color?: string;
}

export class StrokeDto implements StrokeRequest {
  @ColorField({ default: text.strokeColor })
  readonly color?: string;

  @NumberField({
    min: 0,
    max: 50,
    example: 3,
    description: 'Pixels around the letters. Default: a sixteenth of their size.',
  })
  readonly width?: number;
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

  @BooleanField({ default: false })
  readonly bold?: boolean;

  @BooleanField({ default: false })
  readonly italic?: boolean;

  @ChoiceField({ of: TEXT_ALIGNS, default: text.align, description: 'Of several lines among each other.' })
  readonly align?: TextAlign;

  @NumberField({ min: 0.5, max: 5, example: 1.2, description: "Times the font's own line height." })
  readonly line_height?: number;

  @NumberField({
    min: 1,
    max: 8192,
    example: 960,
    description: 'Pixels at which lines wrap. Default: the width of the output.',
  })
  readonly max_width?: number;

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

  @ObjectField(() => StrokeDto)
  readonly stroke?: StrokeDto;

  @ColorField({ description: 'A box behind the text. Default: none.', example: 'black@0.6' })
  readonly background?: string;
}
