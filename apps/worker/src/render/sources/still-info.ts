import type { PictureFormat } from '#lib/pictures';
import type { MediaInfo } from '#lib/render-plan';
import { rational, ZERO } from '#lib/timeline';

export interface StillSketch {
  readonly format: PictureFormat;
  readonly width: number;
  readonly height: number;
  readonly alpha: boolean;
  readonly sizeBytes: number;
}

/** A picture as a probe would describe it. */
export const stillInfo = ({ format, width, height, alpha, sizeBytes }: StillSketch): MediaInfo => ({
  container: `${format}_pipe`,
  still: true,
  duration: null,
  seekable: false,
  sizeBytes,
  audio: null,
  video: {
    stream: 0,
    codec: format,
    codedWidth: width,
    codedHeight: height,
    width,
    height,
    sar: rational(1),
    rotation: 0,
    frameRate: rational(25),
    pixelFormat: alpha ? 'rgba' : 'rgb24',
    alpha,
    start: ZERO,
    duration: null,
    color: { range: null, matrix: null, primaries: null, transfer: null },
    interlaced: false,
  },
});
