/**
 * A text's place is written with the words of ffmpeg's `drawtext`, where `w` is the picture's width and `tw` the text's own; here,
 * as in `overlay`, `W` is the picture's.
 */
export const textPosition = (place: number | string): number | string =>
  typeof place === 'number' ? place : place.replace(/\b[wh]\b/g, (name) => name.toUpperCase());

/** `"40"` is forty pixels, as in those filters. */
export const canvasPosition = (place: string): number | string =>
  /^-?\d+(?:\.\d+)?$/.test(place) ? Number(place) : place;
