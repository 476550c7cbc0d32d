export interface Looks {
  /** Mean of the grey levels, 0–255. */
  readonly brightness: number;
  /** Their standard deviation. */
  readonly contrast: number;
}

/** `grey`: one byte a pixel, 0 black to 255 white. */
export const looksOf = (grey: Uint8Array): Looks => {
  const count = Math.max(1, grey.length);
  const brightness = grey.reduce((sum, level) => sum + level, 0) / count;
  const variance = grey.reduce((sum, level) => sum + (level - brightness) ** 2, 0) / count;
  return { brightness, contrast: Math.sqrt(variance) };
};

/** Black comes out as 5 to 8; a night scene is dark, but has its lights. */
const DARK = 16;
const LIGHTS = 10;

export const isNearBlack = ({ brightness, contrast }: Looks): boolean => brightness < DARK && contrast < LIGHTS;
