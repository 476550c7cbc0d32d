import { Transform } from 'class-transformer';
import { COMPOSITION_STATUSES, type CompositionStatus } from '#lib/contracts';
import { ChoiceField, NumberField, TextField } from '../../http/fields.js';

export const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

export class ListQueryDto {
  @ChoiceField({ of: COMPOSITION_STATUSES })
  readonly status?: CompositionStatus;

  @TextField({ max: 255 })
  readonly user_id?: string;

  @Transform(({ value }) => (typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : value))
  @NumberField({ min: 1, max: MAX_LIMIT, integer: true, default: DEFAULT_LIMIT })
  readonly limit?: number;

  @TextField({ max: 500, description: '`next_cursor` of the page before.' })
  readonly cursor?: string;
}
