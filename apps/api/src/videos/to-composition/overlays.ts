import type { CompositionRequest, OverlayRequest } from '#lib/composition-request';
import type { VideosOverlay, WatermarkDto } from '../dto/requests.dto.js';
import { parseTime } from '../parse-time.js';
import { type Film, wholeFilm } from './film.js';
import type { FontChoice } from './font-family.js';
import { canvasPosition, textPosition } from './positions.js';

/** What the words of a request stand for; both were looked up and found. */
export interface Found {
  /** The source behind a path. */
  readonly url: (path: string) => string;
  readonly font: (name: string) => FontChoice;
}

/** The film with these laid over it, in their order, the watermark above all. */
export const overlaid = (
  film: Film,
  overlays: readonly VideosOverlay[],
  watermark: WatermarkDto | undefined,
  found: Found,
): CompositionRequest => ({
  ...wholeFilm(film),
  overlays: [
    ...overlays.map((one) => toOverlay(one, film, found)),
    ...(watermark === undefined ? [] : [toWatermark(watermark, found)]),
  ],
});

const toOverlay = (overlay: VideosOverlay, film: Film, found: Found): OverlayRequest => {
  const base = { ...spanOf(overlay, film), position: placeOf(overlay, overlay.type === 'text') };
  switch (overlay.type) {
    case 'text': {
      const style = { size: overlay.font_size ?? 32, color: overlay.color ?? 'white' };
      const font = overlay.font === undefined ? {} : found.font(overlay.font);
      return { type: 'text', content: overlay.text, style: { ...style, ...font }, ...base };
    }
    case 'image':
      return { type: 'image', url: found.url(overlay.image_path), opacity: overlay.opacity ?? 1, ...base };
    case 'video':
      return { type: 'video', url: found.url(overlay.video_path), scale: overlay.scale ?? 1, volume: 0, ...base };
  }
};

const toWatermark = ({ image_path, x, y, opacity }: WatermarkDto, found: Found): OverlayRequest => ({
  type: 'watermark',
  url: found.url(image_path),
  opacity: opacity ?? 0.5,
  position: placeOf({ x: x ?? 'W-w-20', y: y ?? 'H-h-20' }, false),
});

const placeOf = (
  { x = 20, y = 20 }: { readonly x?: number | string; readonly y?: number | string },
  isText: boolean,
) => {
  const place = (at: number | string): number | string => {
    const written = typeof at === 'string' ? canvasPosition(at) : at;
    return isText ? textPosition(written) : written;
  };
  return { x: place(x), y: place(y) };
};

const spanOf = ({ start, end }: VideosOverlay, { duration }: Film) => {
  const until = end === undefined ? null : parseTime(end);
  // To the film's end is what no end says; its length here is rounded.
  return {
    start_time: parseTime(start ?? 0) ?? 0,
    ...(until === null || until >= duration ? {} : { end_time: until }),
  };
};
