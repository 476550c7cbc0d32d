/** Without these no composition can be rendered; worker and demo need nothing else of ffmpeg. */
const FILTERS = [
  'adelay',
  'afade',
  'aformat',
  'amix',
  'anullsrc',
  'apad',
  'aresample',
  'asetpts',
  'atrim',
  'color',
  'concat',
  'crop',
  'fade',
  'format',
  'fps',
  'overlay',
  'pad',
  'pan',
  'scale',
  'setpts',
  'setsar',
  'tpad',
  'trim',
  'volume',
  'xfade',
] as const;
const ENCODERS = ['libx264', 'aac'] as const;

/** What of the needed is not there, as words for an operator. */
export const missingParts = (filters: readonly string[], encoders: readonly string[]): readonly string[] => [
  ...ENCODERS.filter((name) => !encoders.includes(name)).map((name) => `encoder ${name}`),
  ...FILTERS.filter((name) => !filters.includes(name)).map((name) => `filter ${name}`),
];
