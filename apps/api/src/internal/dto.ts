import { ParsedField } from '../http/fields.js';

export class EndpointDto {
  @ParsedField({
    required: true,
    accepts: (value) => typeof value === 'string' && value.length <= 2048 && URL.canParse(value),
    message: 'must be a URL of at most 2048 characters',
    schema: { type: 'string', maxLength: 2048 },
    example: 'https://example.com/hooks/cutroom',
  })
  readonly url: string;
}
