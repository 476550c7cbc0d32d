/** What libs/filter-graph builds with (`zscale` and `tonemap` for HDR sources); a filter added there belongs here. */
const FILTERS = [
  'aeval',
  'afade',
  'aformat',
  'alimiter',
  'aloop',
  'amix',
  'amultiply',
  'anullsrc',
  'apad',
  'aresample',
  'asetpts',
  'asettb',
  'atrim',
  'color',
  'concat',
  'crop',
  'fade',
  'format',
  'fps',
  'lutyuv',
  'overlay',
  'pad',
  'pan',
  'scale',
  'setparams',
  'setpts',
  'setsar',
  'settb',
  'tonemap',
  'tpad',
  'trim',
  'volume',
  'xfade',
  'zscale',
] as const;
const ENCODERS = ['libx264', 'aac'] as const;

/** What of the needed is not there, as words for an operator. */
export const missingParts = (filters: readonly string[], encoders: readonly string[]): readonly string[] => [
  ...ENCODERS.filter((name) => !encoders.includes(name)).map((name) => `encoder ${name}`),
  ...FILTERS.filter((name) => !filters.includes(name)).map((name) => `filter ${name}`),
];
