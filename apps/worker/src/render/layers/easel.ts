import type { PlanPicture } from '#lib/render-plan';
import type { CanvasSize } from '#lib/text-layout';

/** What layers are drawn on and with. */
export interface Easel {
  readonly canvas: CanvasSize;
  /** Pixels of a client's picture. */
  readonly maxPixels: number;
  /** Longest video there is, seconds. */
  readonly maxSeconds: number;
  /** Where the source is kept. Throws where it was not fetched. */
  fileOf(url: string): string;
  /** Keeps a picture for ffmpeg. */
  keep(picture: PlanPicture & { readonly png: Buffer }): Promise<PlanPicture>;
}
