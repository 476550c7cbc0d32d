import { type CompositionRequest, DEFAULTS } from '#lib/composition-request';
import type { Priority } from '#lib/contracts';
import { ChoiceField, FreeObjectField, ListField, ObjectField, TextField } from '../../http/fields.js';
import { AudioDto } from './audio.dto.js';
import { ClipDto } from './clip.dto.js';
import { OutputDto } from './output.dto.js';
import { ColorField, TextOverlayDto } from './overlay.dto.js';

const PRIORITIES: readonly Priority[] = ['high', 'default', 'low'];
const MAX_METADATA_BYTES = 4096;

/** The body of POST /api/v1/compositions. What it does not name is refused as an unknown field. */
export class CompositionDto implements CompositionRequest {
  @ListField(() => ClipDto, { required: true, min: 1, max: 200 })
  readonly clips: ClipDto[];

  @ObjectField(() => AudioDto)
  readonly audio?: AudioDto;

  @ListField(() => TextOverlayDto, { max: 200, description: 'Drawn in list order.' })
  readonly overlays?: TextOverlayDto[];

  @ObjectField(() => OutputDto)
  readonly output?: OutputDto;

  @ColorField({ default: DEFAULTS.background })
  readonly background?: string;

  @TextField({ max: 255 })
  readonly user_id?: string;

  @ChoiceField({ of: PRIORITIES, default: 'default' })
  readonly priority?: Priority;

  @FreeObjectField({ maxBytes: MAX_METADATA_BYTES, description: 'Echoed.' })
  readonly metadata?: Record<string, unknown>;
}
