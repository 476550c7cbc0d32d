import type { Rational, TransitionIn } from '#lib/timeline';

/** Every named transition of ffmpeg's xfade filter up to 8.1; `custom` is left out, because it runs an expression. */
export const XFADE_TRANSITIONS: readonly string[] = `
  fade wipeleft wiperight wipeup wipedown slideleft slideright slideup slidedown circlecrop rectcrop distance fadeblack
  fadewhite radial smoothleft smoothright smoothup smoothdown circleopen circleclose vertopen vertclose horzopen
  horzclose dissolve pixelize diagtl diagtr diagbl diagbr hlslice hrslice vuslice vdslice hblur fadegrays wipetl wipetr
  wipebl wipebr squeezeh squeezev zoomin fadefast fadeslow hlwind hrwind vuwind vdwind coverleft coverright coverup
  coverdown revealleft revealright revealup revealdown
`
  .trim()
  .split(/\s+/);

/** xfade's name for what the contract calls `crossfade`; the contract's own `fade` dips through the background. */
const CROSSFADE_EFFECT = 'fade';

export const toTransition = (name: string, duration: Rational): TransitionIn => {
  if (name === 'cut') return { kind: 'cut' };
  if (name === 'fade') return { kind: 'fade', duration };
  return { kind: 'overlap', effect: name === 'crossfade' ? CROSSFADE_EFFECT : name, duration };
};

/** The names a client may write where ffmpeg has `effects`. */
export const transitionNames = (effects: Iterable<string>): readonly string[] => {
  const known = new Set(effects);
  const xfades = XFADE_TRANSITIONS.filter((name) => name !== CROSSFADE_EFFECT && known.has(name));
  return ['cut', 'fade', ...(known.has(CROSSFADE_EFFECT) ? ['crossfade'] : []), ...xfades];
};
