import { parseColor } from '#lib/composition-request';
import { type FieldOptions, ParsedField } from '../../../http/fields.js';

export const ColorField = (options: FieldOptions = {}): PropertyDecorator =>
  ParsedField({
    accepts: (value) => typeof value === 'string' && parseColor(value) !== null,
    message: 'must be a colour: #RGB, #RGBA, #RRGGBB, #RRGGBBAA, a CSS name, or name@0.85',
    schema: { type: 'string', maxLength: 40 },
    ...options,
  });
