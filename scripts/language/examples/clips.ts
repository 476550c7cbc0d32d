import { type Chapter, DAY, frame, heard, moments, NIGHT, PHOTO } from '../example.js';

const LOOKS = ['none', 'vivid', 'warm', 'cool', 'mono', 'cinematic', 'vintage'] as const;
const MOTIONS = ['zoom_in', 'zoom_out', 'pan_left', 'pan_right', 'pan_up', 'pan_down'] as const;
const FITS = ['contain', 'cover', 'stretch', 'blur'] as const;

export const clips: Chapter = {
  title: 'Clips',
  fields: /^clips(\[\]\.(?!transition)|$)/,
  says: 'One after the other, unless a clip says where it stands. The film of these pictures shows its own seconds in its corner.',
  examples: [
    {
      name: 'clips-url',
      fields: ['clips', 'clips[].url', 'clips[].duration'],
      says: 'Films and pictures. A picture is shown for its `duration`.',
      tiles: [
        frame('a film', {}),
        frame('a picture', { clips: [{ url: PHOTO, duration: 1 }] }, 0.5),
        frame('…with duration 1, at 1.2 s', { clips: [{ url: PHOTO, duration: 1 }, { url: NIGHT }] }, 1.2),
      ],
    },
    {
      name: 'clips-trim',
      fields: ['clips[].trim_start', 'clips[].trim_end'],
      says: 'Which part of the source is shown. All of these are the first second of the composition.',
      tiles: [
        frame('—', {}),
        frame('trim_start 2', { clips: [{ url: DAY, trim_start: 2 }] }),
        frame('trim_end 0.5', { clips: [{ url: DAY, trim_end: 0.5 }, { url: NIGHT }] }),
      ],
    },
    {
      name: 'clips-speed',
      fields: ['clips[].speed'],
      says: 'Seconds of source in a second: the same moment of three compositions.',
      tiles: [0.5, 1, 2].map((speed) => frame(`speed ${speed}`, { clips: [{ url: DAY, speed }] })),
    },
    {
      name: 'clips-times',
      fields: ['clips[].start_time', 'clips[].end_time'],
      says: 'A clip that stands at `start_time` 1.5 after one that ends at 1: the gap shows the background. `end_time` is only checked.',
      tiles: moments(
        {
          clips: [
            { url: DAY, trim_end: 1 },
            { url: NIGHT, trim_end: 1, start_time: 1.5, end_time: 2.5 },
          ],
          background: 'teal',
        },
        [0.5, 1.2, 2],
      ),
    },
    {
      name: 'clips-volume',
      fields: ['clips[].volume', 'clips[].mute'],
      says: 'Its own sound, as a waveform.',
      tiles: [
        heard('volume 1', {}),
        heard('volume 0.3', { clips: [{ url: DAY, trim_end: 3, volume: 0.3 }] }),
        heard('mute true', { clips: [{ url: DAY, trim_end: 3, mute: true }] }),
      ],
    },
    {
      name: 'clips-fit',
      fields: ['clips[].fit'],
      says: 'How a source of another shape gets into the picture.',
      tiles: FITS.map((fit) => frame(fit, { clips: [{ url: 'media:tall.mp4', fit, trim_end: 2 }] })),
    },
    {
      name: 'clips-look',
      fields: ['clips[].color_preset', 'color_preset'],
      says: 'A look for a clip; one at the top of the request is for every clip that says none.',
      tiles: LOOKS.map((look) => frame(look, { clips: [{ url: PHOTO, color_preset: look, duration: 1 }] }, 0.5)),
    },
    {
      name: 'clips-motion',
      fields: ['clips[].motion'],
      says: 'How the camera moves over a picture: where it is at the end. It begins with all of it, or ends there.',
      tiles: MOTIONS.map((motion) => frame(motion, { clips: [{ url: PHOTO, motion, duration: 1 }] }, 0.95)),
    },
  ],
};
