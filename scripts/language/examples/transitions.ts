import type { ClipRequest } from '#lib/composition-request';
import { type Chapter, DAY, frame, moments, NIGHT } from '../example.js';

/** What ffmpeg 5.1 knows; later ones know more. */
const NAMES = `
  crossfade wipeleft wiperight wipeup wipedown slideleft slideright slideup slidedown circlecrop rectcrop distance fadeblack
  fadewhite radial smoothleft smoothright smoothup smoothdown circleopen circleclose vertopen vertclose horzopen
  horzclose dissolve pixelize diagtl diagtr diagbl diagbr hlslice hrslice vuslice vdslice hblur fadegrays wipetl wipetr
  wipebl wipebr squeezeh squeezev zoomin fadefast fadeslow
`
  .trim()
  .split(/\s+/);

/** Every clip lasts two transitions, so that one begins where the one before it ends. */
const LENGTH = 0.4;

const parade: readonly ClipRequest[] = ['cut', ...NAMES].map((transition_in, index) => ({
  url: index % 2 === 0 ? DAY : NIGHT,
  trim_start: 1,
  trim_end: 1 + 2 * LENGTH,
  transition_in,
  transition_duration: LENGTH,
}));

const two = (transition_in: string, transition_duration = 1) => ({
  clips: [
    { url: DAY, trim_end: 2 },
    { url: NIGHT, trim_end: 2, transition_in, transition_duration },
  ],
});

export const transitions: Chapter = {
  title: 'Transitions',
  fields: /^clips\[\]\.transition/,
  says: 'How a clip comes in. Every name of the `xfade` filter of the running ffmpeg will do.',
  examples: [
    {
      name: 'transition-fade',
      fields: ['clips[].transition_in'],
      says: '`fade` dips through the background; nothing moves in time.',
      tiles: moments(two('fade'), [1, 1.5, 2, 2.5, 3]),
    },
    {
      name: 'transition-crossfade',
      fields: ['clips[].transition_in'],
      says: '`crossfade` and all others overlap: the whole gets shorter by their duration.',
      tiles: moments(two('crossfade'), [1, 1.25, 1.5, 1.75, 2]),
    },
    {
      name: 'transition-duration',
      fields: ['clips[].transition_duration'],
      says: 'The same moment, 0.2 s before the end of the first clip.',
      tiles: [0.3, 0.6, 1].map((d) => frame(`${d} s`, two('wipeleft', d), 1.8)),
    },
    {
      name: 'transition-gallery',
      fields: ['clips[].transition_in'],
      says: 'The gallery: each a third of its way.',
      columns: 5,
      tiles: NAMES.map((name, index) => frame(name, { clips: parade }, LENGTH * (index + 1.35))),
    },
  ],
};
