/** Writes a display matrix into the first track of an MP4, as ISO/IEC 14496-12 (tkhd, version 0) lays it out. */
export const withMatrix = (mp4: Buffer, [a, b, c, d]: readonly [number, number, number, number]): Buffer => {
  const turned = Buffer.from(mp4);
  const at = turned.indexOf('tkhd') + 4 + 40;
  const fixed = (value: number): number => value * 65_536;
  for (const [index, value] of [a, b, 0, c, d, 0].entries()) turned.writeInt32BE(fixed(value), at + index * 4);
  return turned;
};

/** x right, y down, as on a screen: what a player does to the stored picture. */
export const TURNS = {
  clockwise: [0, 1, -1, 0],
  'upside down': [-1, 0, 0, -1],
  'counter-clockwise': [0, -1, 1, 0],
  nowhere: [0, 0, 0, 0],
} as const;
