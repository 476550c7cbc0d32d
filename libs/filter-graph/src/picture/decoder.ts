import type { VideoInfo } from '#lib/render-plan';

/** ffmpeg's decoders that also read the opacity WebM keeps beside the picture, by codec. */
export const ALPHA_DECODERS: Readonly<Record<string, string>> = { vp8: 'libvpx', vp9: 'libvpx-vp9' };

/** The decoder to ask for by name; null where ffmpeg's own choice is right. */
export const decoderOf = ({ alpha, codec }: VideoInfo): string | null =>
  alpha ? (ALPHA_DECODERS[codec] ?? null) : null;
