import {
  type Axis,
  DEFAULTS,
  POSITION_KEYWORDS,
  type PositionRequest,
  parsePosition,
  positionFault,
} from '#lib/composition-request';
import { MAX_EXPRESSION_LENGTH, MAX_POSITION_PIXELS, MEASURES } from '#lib/timeline';
import { didYouMean } from '../../../http/closest.js';
import { type FieldOptions, ParsedField } from '../../../http/fields.js';

const PositionField = (axis: Axis, options: FieldOptions): PropertyDecorator => {
  const words = POSITION_KEYWORDS[axis];
  const kinds = `pixels, ${words.join(', ')}, a percentage such as "10%", or an expression such as "${axis === 'x' ? 'W-w' : 'H-h'}-20"`;
  const hint = (value: unknown): string => {
    if (typeof value !== 'string') return '';
    const fault = positionFault(value);
    return fault === null ? didYouMean(value, words) : `: ${fault}`;
  };
  return ParsedField({
    accepts: (value) => parsePosition(value, axis) !== null,
    message: (value) => `must be ${kinds}${hint(value)}`,
    schema: {
      oneOf: [
        { type: 'number', minimum: -MAX_POSITION_PIXELS, maximum: MAX_POSITION_PIXELS },
        {
          type: 'string',
          maxLength: MAX_EXPRESSION_LENGTH,
          description: `${words.join(', ')}; a percentage; or + - * / ( ) over numbers, ${[...MEASURES.keys()].join(', ')}`,
        },
      ],
    },
    ...options,
  });
};

export class PositionDto implements PositionRequest {
  @PositionField('x', { default: DEFAULTS.overlay.x, example: 'center' })
  readonly x?: number | string;

  @PositionField('y', { default: DEFAULTS.overlay.y, example: 100 })
  readonly y?: number | string;
}
