import type { CameraMove } from '#lib/render-plan';
import type { Motion } from '#lib/timeline';
import { video } from '../nodes/builders.js';
import type { VideoPad } from '../nodes/node.js';

/** The nearest view shows this part of the picture's width and height; what is left is the way the camera goes. */
const NEAR = 5 / 6;
const WAY = 1 - NEAR;

/** Where the camera is: parts of the picture cut off at its left and top, and the part that is seen, as sums of `p` 0–1. */
interface Path {
  readonly left: string;
  readonly top: string;
  readonly seen: string;
}

const part = (value: number): string => value.toFixed(6);
const near = (left: string, top: string): Path => ({ left, top, seen: part(NEAR) });
const middle = part(WAY / 2);

const PATHS: Readonly<Record<Motion, (p: string) => Path>> = {
  zoom_in: (p) => zoomed(p),
  zoom_out: (p) => zoomed(`(1-${p})`),
  pan_right: (p) => near(`${part(WAY)}*${p}`, middle),
  pan_left: (p) => near(`${part(WAY)}*(1-${p})`, middle),
  pan_down: (p) => near(middle, `${part(WAY)}*${p}`),
  pan_up: (p) => near(middle, `${part(WAY)}*(1-${p})`),
};

const zoomed = (p: string): Path => {
  const cut = `${middle}*${p}`;
  return { left: cut, top: cut, seen: `(1-${part(WAY)}*${p})` };
};

/**
 * An endless still under a moving camera, from frame `offset` of its clip on; the size stays. `perspective` reads between
 * pixels, to 1/256 of one; scaling, cropping and `zoompan` go by whole pixels, which makes a slow picture shake.
 */
export const moved = ({ kind, frames }: CameraMove, offset: number, input: VideoPad): VideoPad => {
  // `on` counts from 1. Before and after its clip, in a transition's handle, the camera rests.
  const p = `clip((on-1+${offset})/${Math.max(1, frames - 1)},0,1)`;
  const { left, top, seen } = PATHS[kind](p);
  // The filter puts pixel 0, not its middle, at the corner: half a pixel is lost to the scale.
  const shift = `(${seen}-1)/2`;
  const x = { start: `W*${left}+${shift}`, end: `W*(${left}+${seen})+${shift}` };
  const y = { start: `H*${top}+${shift}`, end: `H*(${top}+${seen})+${shift}` };
  const corners = { x0: x.start, y0: y.start, x1: x.end, y1: y.start, x2: x.start, y2: y.end, x3: x.end, y3: y.end };
  return video('perspective', { ...corners, interpolation: 'cubic', sense: 'source', eval: 'frame' }, input);
};
