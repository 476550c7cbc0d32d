import { ALPHA_DECODERS } from '#lib/filter-graph';

/** What libs/filter-graph builds with (`zscale` and `tonemap` for HDR sources); a filter added there belongs here. */
const FILTERS = [
  'aeval',
  'afade',
  'aformat',
  'alimiter',
  'alphaextract',
  'alphamerge',
  'aloop',
  'amix',
  'amultiply',
  'anullsrc',
  'apad',
  'aresample',
  'areverse',
  'asetpts',
  'asettb',
  'atempo',
  'atrim',
  'bwdif',
  'color',
  'colorchannelmixer',
  'concat',
  'crop',
  'curves',
  'ebur128',
  'fade',
  'format',
  'fps',
  'gblur',
  'hflip',
  'hstack',
  'lutyuv',
  'normalize',
  'overlay',
  'pad',
  'palettegen',
  'paletteuse',
  'pan',
  'perspective',
  'scale',
  'setparams',
  'setpts',
  'setsar',
  'settb',
  'sidedata',
  'tonemap',
  'tpad',
  'transpose',
  'trim',
  'vflip',
  'volume',
  'xfade',
  'zscale',
] as const;
const ENCODERS = ['libx264', 'aac', 'mjpeg', 'png', 'gif'] as const;

/** Those that see the opacity of WebM, which ffmpeg's own ones do not. */
const DECODERS = Object.values(ALPHA_DECODERS);

export interface Found {
  readonly filters: readonly string[];
  readonly encoders: readonly string[];
  readonly decoders: readonly string[];
}

/** What of the needed is not there, as words for an operator. */
export const missingParts = ({ filters, encoders, decoders }: Found): readonly string[] => [
  ...ENCODERS.filter((name) => !encoders.includes(name)).map((name) => `encoder ${name}`),
  ...DECODERS.filter((name) => !decoders.includes(name)).map((name) => `decoder ${name}`),
  ...FILTERS.filter((name) => !filters.includes(name)).map((name) => `filter ${name}`),
];
