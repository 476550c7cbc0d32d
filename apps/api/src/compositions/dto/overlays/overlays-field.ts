import { VariantListField, type VariantListOptions } from '../../../http/variant-list-field.js';
import { CaptionsOverlayDto } from './captions-overlay.dto.js';
import { ImageOverlayDto, WatermarkOverlayDto } from './image-overlay.dto.js';
import { TextOverlayDto } from './text-overlay.dto.js';
import { TimecodeOverlayDto } from './timecode-overlay.dto.js';
import { VideoOverlayDto } from './video-overlay.dto.js';

/** By the `type` a client writes. */
const KINDS = {
  text: TextOverlayDto,
  image: ImageOverlayDto,
  watermark: WatermarkOverlayDto,
  video: VideoOverlayDto,
  timecode: TimecodeOverlayDto,
  captions: CaptionsOverlayDto,
};

export type OverlayDto = InstanceType<(typeof KINDS)[keyof typeof KINDS]>;

/** A list of overlays of all kinds. */
export const OverlaysField = (options: VariantListOptions): PropertyDecorator =>
  VariantListField('type', KINDS, options);
