/** `s3://` URLs of the uploaded media. */
export interface UploadedMedia {
  readonly clips: readonly [string, string, string];
  readonly music: string;
  readonly voice: string;
}

/** The body of POST /api/v1/compositions: a fade, a crossfade, a title in two scripts with emoji, music under a voice. */
export const demoComposition = (
  { clips: [one, two, three], music, voice }: UploadedMedia,
  output: Readonly<Record<string, unknown>>,
) => ({
  clips: [
    { url: one, trim_start: 0, trim_end: 4, volume: 0.05, transition_in: 'fade', transition_duration: 0.5 },
    {
      url: two,
      trim_start: 0.5,
      trim_end: 4.5,
      volume: 0.05,
      fit: 'cover',
      transition_in: 'crossfade',
      transition_duration: 0.75,
    },
    { url: three, trim_start: 0, trim_end: 4, volume: 0.05, transition_in: 'fade', transition_duration: 0.5 },
  ],
  audio: { music_url: music, voiceover_url: voice, music_volume: 0.5, voiceover_volume: 1, fade_in: 0.5, fade_out: 1 },
  overlays: [
    {
      type: 'text',
      content: 'नमस्ते दुनिया — Cutroom 🎬✨',
      position: { x: 'center', y: '12%' },
      start_time: 0.5,
      duration: 5,
      style: { size: 56, color: '#FFFFFF', shadow: true },
    },
  ],
  output,
});

/** The film as it is shown, and as it is where only its making matters: small, and done in a moment. */
export const DEMO_OUTPUT = {
  film: { resolution: '720p', fps: 30, crf: 21, preset: 'fast', format: 'mp4' },
  draft: { resolution: '480p', fps: 12, preset: 'ultrafast' },
} as const;
