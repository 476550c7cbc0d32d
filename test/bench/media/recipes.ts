/** Raise when a recipe below changes: older files are then made again. */
export const RECIPE_VERSION = 1;

const RATE = 30;
/** More than the film uses of a clip, as real footage has. */
const CLIP_SECONDS = 6;
const SOUND_SECONDS = 32;
/** The same bytes from the same ffmpeg: one thread, no dates. */
const SAME_BYTES = ['-threads', '1', '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact'];

/** One still picture of coloured noise, `width` pixels across before it is blown up: small ones make clouds, large ones grain. */
const clouds = (width: number, height: number, strength: number, seed: number, label: string): string =>
  `color=gray:s=${width}x${height}:r=${RATE},format=yuv444p,trim=end_frame=1,` +
  `noise=all_seed=${seed}:alls=${strength}:allf=u,scale=2400:1352:flags=bicubic,setsar=1[${label}]`;

/**
 * A camera that wanders over clouds in four sizes, with film grain: motion and detail cost an encoder about what
 * footage does, where test patterns cost next to nothing.
 */
function clipGraph(index: number): string {
  const seed = 1000 * (index + 1);
  const [across, down] = [0.5 + 0.13 * index, 0.9 - 0.11 * index].map((speed) => speed.toFixed(2));
  return [
    clouds(20, 12, 100, seed + 1, 'far'),
    clouds(120, 68, 60, seed + 2, 'middle'),
    clouds(480, 270, 24, seed + 3, 'near'),
    clouds(1200, 676, 8, seed + 5, 'grain'),
    '[far][middle]blend=all_mode=grainmerge[two];[near][grain]blend=all_mode=grainmerge[fine]',
    `[two][fine]blend=all_mode=grainmerge,hue=h=${60 * index}:s=0.4,loop=loop=-1:size=1,setpts=N/${RATE}/TB,` +
      `crop=1920:1080:x='(iw-ow)*(0.5+0.5*sin(${across}*t))':y='(ih-oh)*(0.5+0.5*cos(${down}*t))',` +
      `noise=all_seed=${seed + 4}:alls=2:allf=t,format=yuv420p[v]`,
  ].join(';');
}

const noise = (seed: number, seconds: number): readonly string[] => [
  ...['-f', 'lavfi', '-i', `anoisesrc=color=pink:amplitude=0.3:seed=${seed}:r=48000:d=${seconds}`],
];

/** A still photograph of the same clouds, wider than it is high but not 16:9. */
export const pictureArgs = (index: number): readonly string[] => [
  ...['-f', 'lavfi', '-i', `color=gray:s=16x16:r=1:d=1`, '-filter_complex'],
  [
    clouds(20, 12, 100, 7000 + index, 'far'),
    clouds(480, 270, 24, 7100 + index, 'near'),
    `[far][near]blend=all_mode=grainmerge,hue=h=${36 * index}:s=0.4,crop=1920:1280,format=yuvj444p[v]`,
  ].join(';'),
  ...['-map', '[v]', '-frames:v', '1', '-q:v', '3', ...SAME_BYTES],
];

/** Three seconds of noise in ten colours, as many as there are pictures. */
export const soundArgs = (index: number): readonly string[] => [
  ...[...noise(40 + index, 3), '-c:a', 'pcm_s16le', ...SAME_BYTES],
];

/** The same file five times over. */
export const fiveTimesArgs = (path: string): readonly string[] => [
  ...['-stream_loop', '4', '-i', `file:${path}`, '-c', 'copy', '-video_track_timescale', '15360', ...SAME_BYTES],
];

/** Three seconds that already are what 720p30 at CRF 21 comes out as, without sound. */
export const readyArgs = (index: number, clip: string): readonly string[] => [
  ...['-i', `file:${clip}`, '-vf', 'scale=1280:720,setsar=1', '-frames:v', String(3 * RATE)],
  ...[
    '-c:v',
    'libx264',
    '-preset',
    'medium',
    '-crf',
    String(21 + (index % 2)),
    '-profile:v',
    'high',
    '-pix_fmt',
    'yuv420p',
  ],
  ...['-x264-params', 'keyint=300:open-gop=0:stitchable=1:force-cfr=1', '-video_track_timescale', '15360'],
  ...['-color_range', 'tv', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709'],
  ...['-an', ...SAME_BYTES],
];

/** Arguments that make clip `index` (0…) as a phone or camera would have written it: 1080p30 H.264 with sound. */
export const clipArgs = (index: number): readonly string[] => [
  ...['-f', 'lavfi', '-i', `sine=f=${220 + 40 * index}:r=48000:d=${CLIP_SECONDS}`],
  ...['-filter_complex', clipGraph(index), '-map', '[v]', '-map', '0:a', '-frames:v', String(CLIP_SECONDS * RATE)],
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18', '-g', '60', '-c:a', 'aac', '-b:a', '128k'],
  ...SAME_BYTES,
];

/** A longer one, whose sound can be found again to the sample, as a tone cannot. */
export const longArgs = (seconds: number): readonly string[] => [
  ...noise(50, seconds),
  // A count of frames would end the sound with them, short of its end.
  ...['-filter_complex', clipGraph(6), '-map', '[v]', '-map', '0:a', '-t', String(seconds)],
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18', '-g', '60', '-c:a', 'aac', '-b:a', '128k'],
  ...SAME_BYTES,
];

/** Broadband and never the same twice, so that its place in a mix can be found to the sample. */
export const musicArgs: readonly string[] = [
  ...['-f', 'lavfi', '-i', `anoisesrc=color=pink:amplitude=0.25:seed=7:r=48000:d=${SOUND_SECONDS}`],
  ...['-f', 'lavfi', '-i', `aevalsrc='0.2*sin(2*PI*110*floor(1+mod(2*t,5))*t)':s=48000:d=${SOUND_SECONDS}`],
  ...['-filter_complex', '[0][1]amix=inputs=2:normalize=0,pan=stereo|c0=c0|c1=0.8*c0', '-c:a', 'aac', '-b:a', '160k'],
  ...SAME_BYTES,
];

/** Bursts with pauses between them, mono, as speech is recorded. */
export const voiceArgs: readonly string[] = [
  ...['-f', 'lavfi', '-i', `anoisesrc=color=brown:amplitude=0.8:seed=11:r=48000:d=${SOUND_SECONDS - 4}`],
  ...['-af', "volume='gt(mod(t,0.7),0.3)*lt(mod(t,4),3)':eval=frame", '-c:a', 'pcm_s16le'],
  ...SAME_BYTES,
];

/** A second of grey; rendered once before the clock starts, since a service that runs has warm code. */
export const warmUpArgs: readonly string[] = [
  ...['-f', 'lavfi', '-i', 'color=gray:s=320x180:r=30:d=1'],
  ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
  ...SAME_BYTES,
];
