import { isFrameSize } from '#lib/composition-request';

/** `1920x1080` → even pixels; null where it is none. */
export const parseResolution = (text: unknown): { readonly width: number; readonly height: number } | null => {
  const [, width, height] = typeof text === 'string' ? (/^(\d{2,4})x(\d{2,4})$/.exec(text) ?? []) : [];
  const size = { width: Number(width), height: Number(height) };
  return isFrameSize(size) ? size : null;
};

const LEAST = 100_000;
const MOST = 100_000_000;

/** `5000k`, `5M` → bits per second; null where it is none. */
export const parseVideoBitrate = (text: unknown): number | null => {
  const [, number, unit] = typeof text === 'string' ? (/^(\d{1,6}(?:\.\d{1,3})?)([kM])$/.exec(text) ?? []) : [];
  const bits = Math.round(Number(number) * (unit === 'M' ? 1_000_000 : 1000));
  return bits >= LEAST && bits <= MOST ? bits : null;
};
