import {
  type MediaInfo,
  type PlanMedia,
  type PlanOptions,
  type PlanPicture,
  type RenderFacts,
  still,
} from '#lib/render-plan';
import { frameRate, fromDecimal, type Timeline } from '#lib/timeline';

/** A source as a test describes it; seconds. */
export interface SourceSketch {
  readonly duration?: number;
  readonly width?: number;
  readonly height?: number;
  readonly fps?: number;
  readonly picture?: boolean;
  readonly sound?: boolean;
  readonly still?: boolean;
  readonly alpha?: boolean;
  readonly interlaced?: boolean;
}

export const mediaInfo = (sketch: SourceSketch = {}): MediaInfo => {
  const { duration = 10, width = 1920, height = 1080, fps = 30, picture = true, sound = true } = sketch;
  const { still = false, alpha = false, interlaced = false } = sketch;
  const length = still ? null : fromDecimal(duration);
  const zero = fromDecimal(0);
  return {
    container: still ? 'png_pipe' : 'mov,mp4,m4a,3gp,3g2,mj2',
    still,
    duration: length,
    seekable: !still,
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
          alpha,
          start: zero,
          duration: length,
          color: { range: 'tv', matrix: 'bt709', primaries: 'bt709', transfer: 'bt709' },
          interlaced,
        }
      : null,
    audio:
      sound && !still
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

export const planMedia = (url: string, sketch: SourceSketch = {}): PlanMedia => ({
  checksum: `sha-of-${url}`,
  info: mediaInfo(sketch),
});

export const picture = (index: number): PlanPicture => ({ checksum: `picture-${index}`, width: 400, height: 80 });

/** Facts for every URL of the timeline; `sources` says what differs from ten seconds of 1080p30 with sound. */
export const factsFor = (of: Timeline, sources: Readonly<Record<string, SourceSketch>> = {}): RenderFacts => {
  const { music, voice, sequence } = of.audio;
  const sounds = [...of.clips.map(({ sound }) => sound), music, voice, ...sequence];
  const films = of.layers.flatMap((one) => (one.kind === 'video' ? [one.url] : []));
  const urls = [...films, ...[...of.clips, ...sounds].flatMap((named) => (named === null ? [] : [named.url]))];
  return {
    media: new Map(urls.map((url) => [url, planMedia(url, sources[url])])),
    layers: of.layers.map((one, index) => (one.kind === 'video' ? { kind: 'film' } : still(picture(index)))),
  };
};

/** Pictures named by their text, as if it had been drawn. */
export const drawnByName = ({ layers }: Timeline): RenderFacts['layers'] =>
  layers.map((layer) =>
    still({ checksum: layer.kind === 'text' ? layer.content : layer.kind, width: 400, height: 80 }),
  );

export const OPTIONS: PlanOptions = {
  threads: 1,
  cores: 2,
  segmentFrames: 150,
  maxSeconds: 180,
  encoders: new Map([['h264', 'libx264']]),
  fonts: null,
  transitions: new Set(['fade', 'wipeleft', 'wiperight', 'dissolve', 'circleopen']),
};
