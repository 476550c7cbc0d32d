import type { ColorPreset, OutputFormat, X264Preset } from '#lib/timeline';
import type { AspectRatio, Reencode, ResolutionName } from './request.js';

/** What an absent field means; the one list of the contract's defaults. Times are seconds. */
export const DEFAULTS = {
  background: 'black',
  colorPreset: 'none' as ColorPreset,
  clip: { trimStart: 0, speed: 1, volume: 1, fit: 'contain', transition: 'cut', transitionDuration: 0.5 },
  audio: {
    musicVolume: 0.8,
    voiceoverVolume: 1,
    musicLoop: true,
    musicStart: 0,
    voiceoverStart: 0,
    fadeIn: 0,
    fadeOut: 1,
  },
  ducking: { amountDb: 12, attack: 0.2, release: 0.5 },
  overlay: { x: 'center', y: 'middle', start: 0, opacity: 1, animationDuration: 0.5 },
  watermark: { x: 'W-w-W/40', y: 'H-h-W/40', opacity: 0.7 },
  timecode: { format: 'hh:mm:ss:ff' },
  /** Letters and lines in shares of the picture's height and width. */
  captions: { x: 'center', y: 'H-h-H/20', size: 1 / 18, maxWidth: 0.9, align: 'center' },
  video: { trimStart: 0, volume: 1, loop: false },
  text: { font: 'Sans', size: 48, color: 'white', align: 'left', shadowColor: 'black@0.7', strokeColor: 'black' },
  output: {
    resolution: '720p' as ResolutionName,
    aspectRatio: '16:9' as AspectRatio,
    fps: 30,
    crf: 21,
    preset: 'medium' as X264Preset,
    format: 'mp4' as OutputFormat,
    audioBitrate: '192k',
    reencode: 'always' as Reencode,
  },
} as const;
