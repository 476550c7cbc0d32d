import type { MediaInfo, PlanMedia, PlanOptions, PlanPicture, RenderFacts } from '#lib/render-plan';
import { type Clip, frameRate, fromDecimal, type TextLayer, type Timeline, type TransitionIn } from '#lib/timeline';

/** A source as a test describes it; seconds. */
export interface SourceSketch {
  readonly duration?: number;
  readonly width?: number;
  readonly height?: number;
  readonly fps?: number;
  readonly picture?: boolean;
  readonly sound?: boolean;
}

export const mediaInfo = (sketch: SourceSketch = {}): MediaInfo => {
  const { duration = 10, width = 1920, height = 1080, fps = 30, picture = true, sound = true } = sketch;
  const length = fromDecimal(duration);
  const zero = fromDecimal(0);
  return {
    container: 'mov,mp4,m4a,3gp,3g2,mj2',
    duration: length,
    seekable: true,
    video: picture
      ? {
          stream: 0,
          codec: 'h264',
          codedWidth: width,
          codedHeight: height,
          width,
          height,
          sar: fromDecimal(1),
          rotation: 0,
          frameRate: frameRate(fps),
          pixelFormat: 'yuv420p',
          start: zero,
          duration: length,
          color: { range: 'tv', matrix: 'bt709', primaries: 'bt709', transfer: 'bt709' },
          interlaced: false,
        }
      : null,
    audio: sound
      ? {
          stream: picture ? 1 : 0,
          codec: 'aac',
          channels: 2,
          layout: 'stereo',
          sampleRate: 48_000,
          start: zero,
          duration: length,
        }
      : null,
    sizeBytes: 1_000_000,
  };
};

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
  readonly fit?: 'contain' | 'cover';
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
  placement: sketch.at === undefined ? { kind: 'sequential' } : { kind: 'placed', start: fromDecimal(sketch.at) },
  statedEnd: sketch.until === undefined ? null : fromDecimal(sketch.until),
  transition: transitionIn(sketch.transition ?? 'cut', sketch.d ?? 0.5),
  fit: sketch.fit ?? 'contain',
  volume: sketch.volume ?? 1,
});

export interface LayerSketch {
  readonly content?: string;
  readonly start?: number;
  readonly end?: number | null;
  readonly x?: TextLayer['x'];
  readonly y?: TextLayer['y'];
}

export const layer = (sketch: LayerSketch, index: number): TextLayer => ({
  pointer: `/overlays/${index}`,
  content: sketch.content ?? 'Title',
  x: sketch.x ?? { kind: 'center' },
  y: sketch.y ?? { kind: 'pixels', value: 100 },
  start: fromDecimal(sketch.start ?? 0),
  end: sketch.end === undefined || sketch.end === null ? null : fromDecimal(sketch.end),
  style: { font: 'Sans', size: 48, color: '#FFFFFFFF', shadow: null },
});

export interface TimelineSketch {
  readonly clips: readonly ClipSketch[];
  readonly layers?: readonly LayerSketch[];
  readonly audio?: Timeline['audio'];
  readonly fps?: number;
}

export const timeline = (sketch: TimelineSketch): Timeline => ({
  background: '#000000',
  clips: sketch.clips.map(clip),
  layers: (sketch.layers ?? []).map(layer),
  audio: sketch.audio ?? { music: null, voice: null },
  output: { width: 1280, height: 720, fps: frameRate(sketch.fps ?? 30), crf: 21, preset: 'medium', format: 'mp4' },
});

export const planMedia = (url: string, sketch: SourceSketch = {}): PlanMedia => ({
  checksum: `sha-of-${url}`,
  info: mediaInfo(sketch),
});

export const picture = (index: number): PlanPicture => ({ checksum: `picture-${index}`, width: 400, height: 80 });

/** Facts for every URL of the timeline; `sources` says what differs from ten seconds of 1080p30 with sound. */
export const factsFor = (of: Timeline, sources: Readonly<Record<string, SourceSketch>> = {}): RenderFacts => {
  const { music, voice } = of.audio;
  const urls = [...of.clips.map(({ url }) => url), ...[music, voice].flatMap((bed) => (bed === null ? [] : [bed.url]))];
  return {
    media: new Map(urls.map((url) => [url, planMedia(url, sources[url])])),
    pictures: of.layers.map((_, index) => picture(index)),
  };
};

export const OPTIONS: PlanOptions = {
  threads: 1,
  segmentFrames: 150,
  audioBitrate: 192_000,
  maxSeconds: 180,
  transitions: new Set(['fade', 'wipeleft', 'wiperight', 'dissolve', 'circleopen']),
};
