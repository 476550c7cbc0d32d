import { type CompositionRequest, DEFAULTS } from '#lib/composition-request';
import type { Priority } from '#lib/contracts';
import { COLOR_PRESETS, type ColorPreset } from '#lib/timeline';
import { CallbackUrlField } from '../../callbacks/callback-rule.js';
import { ChoiceField, FreeObjectField, ListField, ObjectField, TextField } from '../../http/fields.js';
import { AudioDto } from './audio.dto.js';
import { ClipDto } from './clip.dto.js';
import { OutputDto } from './output.dto.js';
import { ColorField } from './overlays/color-field.js';
import { type OverlayDto, OverlaysField } from './overlays/overlays-field.js';

const PRIORITIES: readonly Priority[] = ['high', 'default', 'low'];
const MAX_METADATA_BYTES = 4096;

/** The body of POST /api/v1/compositions. What it does not name is refused as an unknown field. */
export class CompositionDto implements CompositionRequest {
  @ListField(() => ClipDto, { required: true, min: 1, max: 200 })
  readonly clips: ClipDto[];

  @ObjectField(() => AudioDto)
  readonly audio?: AudioDto;

  @OverlaysField({
    max: 200,
    example: [{ type: 'text', content: 'Summer Sale!', start_time: 1, duration: 3 }],
    description: 'Drawn in list order.',
  })
  readonly overlays?: OverlayDto[];

  @ObjectField(() => OutputDto)
  readonly output?: OutputDto;

  @ColorField({ default: DEFAULTS.background })
  readonly background?: string;

  @ChoiceField({ of: COLOR_PRESETS, default: DEFAULTS.colorPreset, description: 'Of clips that do not say their own.' })
  readonly color_preset?: ColorPreset;

  @TextField({ max: 255, example: 'anna' })
  readonly user_id?: string;

  @ChoiceField({ of: PRIORITIES, default: 'default' })
  readonly priority?: Priority;

  @CallbackUrlField()
  readonly callback_url?: string;

  @FreeObjectField({ maxBytes: MAX_METADATA_BYTES, example: { campaign: 'summer' }, description: 'Echoed.' })
  readonly metadata?: Record<string, unknown>;
}
