import { nearestNames } from './nearest.js';

/** What every system has something for. */
const GENERIC = ['sans', 'sans-serif', 'serif', 'monospace', 'mono', 'system-ui', 'cursive', 'fantasy', 'emoji'];

/** Families of the same measures, which stand in for each other: fontconfig's own list, 30-metric-aliases.conf. */
const STAND_INS: Readonly<Record<string, readonly string[]>> = {
  arial: ['arimo', 'liberation sans'],
  helvetica: ['nimbus sans', 'tex gyre heros', 'arimo', 'liberation sans'],
  'arial narrow': ['liberation sans narrow'],
  times: ['nimbus roman', 'tex gyre termes', 'tinos', 'liberation serif'],
  'times new roman': ['tinos', 'liberation serif'],
  courier: ['nimbus mono ps', 'tex gyre cursor', 'cousine', 'liberation mono'],
  'courier new': ['cousine', 'liberation mono'],
  calibri: ['carlito'],
  cambria: ['caladea'],
  georgia: ['gelasio'],
};

/** A family may be followed by the style of one of its faces, as Pango takes it. */
const STYLE_WORDS =
  /(?: (?:thin|ultra-?light|extra-?light|light|book|regular|medium|semi-?bold|demi-?bold|bold|ultra-?bold|extra-?bold|heavy|black|italic|oblique|roman|condensed|semi-?condensed|expanded))+$/;

const plain = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase();

const isThere = (name: string, families: ReadonlySet<string>): boolean => {
  const names = [name, name.replace(STYLE_WORDS, '')];
  return names.some(
    (one) =>
      GENERIC.includes(one) || families.has(one) || STAND_INS[one]?.some((other) => families.has(other)) === true,
  );
};

/**
 * What is wrong with a font's name where only `families` are installed; null where it, or another of a list with commas,
 * is there. Capitals do not matter.
 */
export const fontFault = (name: string, families: ReadonlySet<string>): string | null => {
  const installed = new Map([...families].map((family) => [plain(family), family]));
  const known = new Set(installed.keys());
  if (name.split(',').some((one) => isThere(plain(one), known))) return null;
  const near = nearestNames(plain(name), known).map((one) => `"${installed.get(one) ?? one}"`);
  const hint = near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`;
  return `There is no font "${name.slice(0, 40)}" here.${hint}`;
};
