import {
  type AudioBed,
  type Clip,
  type ColorPreset,
  type Fit,
  frameRate,
  fromDecimal,
  type LayerAnimation,
  type LayerEffect,
  type Motion,
  type TextLayer,
  type Timeline,
  type TransitionIn,
} from '#lib/timeline';

/** A clip as a test describes it; seconds, `crossfade` and xfade names overlap. */
export interface ClipSketch {
  readonly url?: string;
  readonly in?: number;
  readonly out?: number | null;
  readonly at?: number;
  readonly until?: number;
  readonly transition?: string;
  readonly d?: number;
  readonly volume?: number;
  readonly fit?: Fit;
  readonly shown?: number;
  readonly speed?: number;
  readonly preset?: ColorPreset;
  readonly motion?: Motion;
  readonly sound?: string;
}

export const transitionIn = (name: string, d: number): TransitionIn => {
  if (name === 'cut') return { kind: 'cut' };
  if (name === 'fade') return { kind: 'fade', duration: fromDecimal(d) };
  return { kind: 'overlap', effect: name === 'crossfade' ? 'fade' : name, duration: fromDecimal(d) };
};

export const clip = (sketch: ClipSketch, index: number): Clip => ({
  pointer: `/clips/${index}`,
  url: sketch.url ?? 's3://cutroom/a.mp4',
  inPoint: fromDecimal(sketch.in ?? 0),
  outPoint: sketch.out === undefined || sketch.out === null ? null : fromDecimal(sketch.out),
  shownFor: sketch.shown === undefined ? null : fromDecimal(sketch.shown),
  speed: fromDecimal(sketch.speed ?? 1),
  placement: sketch.at === undefined ? { kind: 'sequential' } : { kind: 'placed', start: fromDecimal(sketch.at) },
  statedEnd: sketch.until === undefined ? null : fromDecimal(sketch.until),
  transition: transitionIn(sketch.transition ?? 'cut', sketch.d ?? 0.5),
  fit: sketch.fit ?? 'contain',
  colorPreset: sketch.preset ?? 'none',
  motion: sketch.motion ?? null,
  sound: sketch.sound === undefined ? null : { pointer: `/clips/${index}/sound_url`, url: sketch.sound },
  volume: sketch.volume ?? 1,
});

export interface LayerSketch {
  readonly content?: string;
  readonly start?: number;
  readonly end?: number | null;
  readonly x?: TextLayer['x'];
  readonly y?: TextLayer['y'];
  readonly opacity?: number;
  readonly animation?: { readonly in?: LayerEffect; readonly out?: LayerEffect; readonly duration: number };
}

const animationOf = (sketch: LayerSketch['animation']): LayerAnimation | null =>
  sketch === undefined
    ? null
    : { in: sketch.in ?? null, out: sketch.out ?? null, duration: fromDecimal(sketch.duration) };

export const TEXT_STYLE: TextLayer['style'] = {
  font: 'Sans',
  size: 48,
  color: '#FFFFFFFF',
  bold: false,
  italic: false,
  align: 'left',
  lineHeight: null,
  maxWidth: null,
  shadow: null,
  stroke: null,
  background: null,
};

export const layer = (sketch: LayerSketch, index: number): TextLayer => ({
  kind: 'text',
  pointer: `/overlays/${index}`,
  content: sketch.content ?? 'Title',
  x: sketch.x ?? { kind: 'center' },
  y: sketch.y ?? { kind: 'pixels', value: 100 },
  start: fromDecimal(sketch.start ?? 0),
  end: sketch.end === undefined || sketch.end === null ? null : fromDecimal(sketch.end),
  opacity: sketch.opacity ?? 1,
  animation: animationOf(sketch.animation),
  style: TEXT_STYLE,
});

export interface TimelineSketch {
  readonly clips: readonly ClipSketch[];
  readonly layers?: readonly LayerSketch[];
  readonly audio?: Partial<AudioBed>;
  readonly fps?: number;
}

export const timeline = (sketch: TimelineSketch): Timeline => ({
  background: '#000000',
  clips: sketch.clips.map(clip),
  layers: (sketch.layers ?? []).map(layer),
  audio: { music: null, voice: null, sequence: [], ducking: null, loudness: null, cutFade: null, ...sketch.audio },
  ends: 'picture',
  output: {
    width: 1280,
    height: 720,
    sourceSize: false,
    stillOnly: false,
    fps: frameRate(sketch.fps ?? 30),
    crf: 21,
    preset: 'medium',
    bitrate: null,
    format: 'mp4',
    codec: 'h264',
    renditions: [],
    audioBitrate: 192_000,
    thumbnailAt: null,
    copy: 'none',
    maxSeconds: null,
    deliverTo: null,
  },
});
