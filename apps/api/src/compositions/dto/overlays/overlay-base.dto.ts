import { type AnimationRequest, DEFAULTS, type OverlayRequestBase } from '#lib/composition-request';
import { LAYER_EFFECTS, type LayerEffect } from '#lib/timeline';
import { ChoiceField, NumberField, ObjectField } from '../../../http/fields.js';
import { TimeField } from '../time-and-source.js';
import { PositionDto } from './position.dto.js';

export class AnimationDto implements AnimationRequest {
  @ChoiceField({ of: LAYER_EFFECTS, description: 'How it comes in. Slides are named by where they move.' })
  readonly in?: LayerEffect;

  @ChoiceField({ of: LAYER_EFFECTS, description: 'How it goes.' })
  readonly out?: LayerEffect;

  @NumberField({
    min: 0,
    max: 60,
    default: DEFAULTS.overlay.animationDuration,
    description: 'Seconds of each; at most half the time the overlay is shown.',
  })
  readonly duration?: number;
}

/** What every overlay may say. */
export abstract class OverlayBaseDto implements OverlayRequestBase {
  @ObjectField(() => PositionDto)
  readonly position?: PositionDto;

  @TimeField({ default: DEFAULTS.overlay.start, description: 'Seconds on the timeline.' })
  readonly start_time?: number;

  @TimeField({ description: 'Seconds shown. Default: to the end. Not together with end_time.', example: 3 })
  readonly duration?: number;

  @TimeField({ description: 'Seconds on the timeline.', example: 3 })
  readonly end_time?: number;

  @NumberField({ min: 0, max: 1, default: DEFAULTS.overlay.opacity })
  readonly opacity?: number;

  @ObjectField(() => AnimationDto)
  readonly animation?: AnimationDto;
}
