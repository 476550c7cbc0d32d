import type { ImageOverlayRequest } from '#lib/composition-request';
import { ChoiceField, NumberField } from '../../../http/fields.js';
import { SourceField } from '../time-and-source.js';
import { OverlayBaseDto } from './overlay-base.dto.js';

const MAX_SIDE = 8192;

abstract class PictureDto extends OverlayBaseDto {
  @SourceField({
    required: true,
    example: 's3://cutroom/logo.png',
    description: 'JPEG, PNG, WebP, AVIF, GIF (its first picture), TIFF or SVG.',
  })
  readonly url: string;

  @NumberField({
    min: 1,
    max: MAX_SIDE,
    description: 'Pixels of the output. Default: follows the height, or the picture itself, shrunk to fit.',
    example: 320,
  })
  readonly width?: number;

  @NumberField({ min: 1, max: MAX_SIDE, example: 180, description: 'Pixels of the output.' })
  readonly height?: number;

  @NumberField({
    min: 0.01,
    max: 100,
    example: 0.5,
    description: "Times the picture's own size. Not together with width or height.",
  })
  readonly scale?: number;
}

export class ImageOverlayDto extends PictureDto implements ImageOverlayRequest {
  @ChoiceField({ required: true, of: ['image'] })
  readonly type: 'image';
}

export class WatermarkOverlayDto extends PictureDto implements ImageOverlayRequest {
  @ChoiceField({
    required: true,
    of: ['watermark'],
    description: 'An image that stands, a little translucent, in the bottom right corner where nothing else is said.',
  })
  readonly type: 'watermark';
}
