/** Encodings of a picture that a client may choose between. */
export const VIDEO_CODECS = ['h264', 'h265', 'vp9', 'av1'] as const;
export type VideoCodec = (typeof VIDEO_CODECS)[number];

/** `gif` is what a GIF holds: 256 colours, chosen from the whole. */
export type PictureCodec = VideoCodec | 'gif';
export type SoundCodec = 'aac' | 'opus' | 'mp3';

export const OUTPUT_FORMATS = ['mp4', 'mov', 'webm', 'gif', 'mp3'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** What a result of a format can be. */
export interface FormatFacts {
  /** The usual one first; none: the result is sound alone. */
  readonly pictures: readonly PictureCodec[];
  /** Null: it is silent. */
  readonly sound: SoundCodec | null;
  readonly mediaType: string;
  readonly extension: string;
  /** Pictures a second. */
  readonly mostFps: number;
}

/** The one table of them. QuickTime takes no VP9 or AV1; a GIF counts in hundredths, and players slow down what is shorter than two. */
export const FORMATS: Readonly<Record<OutputFormat, FormatFacts>> = {
  mp4: {
    pictures: ['h264', 'h265', 'vp9', 'av1'],
    sound: 'aac',
    mediaType: 'video/mp4',
    extension: 'mp4',
    mostFps: 60,
  },
  mov: { pictures: ['h264', 'h265'], sound: 'aac', mediaType: 'video/quicktime', extension: 'mov', mostFps: 60 },
  webm: { pictures: ['vp9', 'av1'], sound: 'opus', mediaType: 'video/webm', extension: 'webm', mostFps: 60 },
  gif: { pictures: ['gif'], sound: null, mediaType: 'image/gif', extension: 'gif', mostFps: 50 },
  mp3: { pictures: [], sound: 'mp3', mediaType: 'audio/mpeg', extension: 'mp3', mostFps: 60 },
};

/** Pixels of each side that every encoder of a codec takes. */
export const LEAST_SIDE: Readonly<Record<PictureCodec, number>> = { h264: 16, h265: 16, vp9: 16, av1: 64, gif: 16 };
