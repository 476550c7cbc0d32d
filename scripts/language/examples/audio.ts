import type { AudioRequest } from '#lib/composition-request';
import { type Chapter, DAY, heard, type Tile } from '../example.js';

const MUSIC = 'media:music.m4a';
const VOICE = 'media:voice.wav';

/** Eight seconds of a mute picture. */
const sound = (label: string, audio: AudioRequest): Tile =>
  heard(label, {
    clips: [
      { url: DAY, mute: true },
      { url: DAY, mute: true, trim_end: 3 },
    ],
    audio,
  });
const music = (label: string, audio: AudioRequest): Tile => sound(label, { music_url: MUSIC, fade_out: 0, ...audio });
const both = (label: string, audio: AudioRequest): Tile => music(label, { voiceover_url: VOICE, ...audio });

export const audio: Chapter = {
  title: 'Sound',
  fields: /^audio/,
  says: 'Music and a voice under or over the sound of the clips, always as long as the picture. The pictures are waveforms of eight seconds.',
  examples: [
    {
      name: 'audio-beds',
      fields: ['audio', 'audio.music_url', 'audio.voiceover_url', 'audio.music_volume', 'audio.voiceover_volume'],
      says: 'What is heard, and how loud.',
      tiles: [
        music('music', {}),
        music('music_volume 0.3', { music_volume: 0.3 }),
        sound('voice', { voiceover_url: VOICE }),
        sound('voiceover_volume 0.5', { voiceover_url: VOICE, voiceover_volume: 0.5 }),
        both('both', {}),
      ],
    },
    {
      name: 'audio-starts',
      fields: ['audio.music_start', 'audio.voiceover_start', 'audio.music_loop'],
      says: 'When it begins, and whether music that is too short begins again.',
      tiles: [
        music('music_start 2', { music_start: 2 }),
        sound('voiceover_start 3', { voiceover_url: VOICE, voiceover_start: 3 }),
        music('music_loop true', { music_url: 'media:short.wav' }),
        music('music_loop false', { music_url: 'media:short.wav', music_loop: false }),
      ],
    },
    {
      name: 'audio-fades',
      fields: ['audio.fade_in', 'audio.fade_out'],
      says: 'Of the music.',
      tiles: [music('fade_in 4', { fade_in: 4 }), music('fade_out 4', { fade_out: 4 })],
    },
    {
      name: 'audio-ducking',
      fields: ['audio.ducking', 'audio.ducking.amount_db', 'audio.ducking.attack', 'audio.ducking.release'],
      says: 'Music makes room for the voice: it is down when the voice begins, and comes up again after it.',
      tiles: [
        both('false', {}),
        both('true', { ducking: true }),
        both('amount_db 24', { ducking: { amount_db: 24 } }),
        both('attack 1', { ducking: { attack: 1 } }),
        both('release 2', { ducking: { release: 2 } }),
      ],
    },
    {
      name: 'audio-loudness',
      fields: ['audio.loudness'],
      says: 'The whole, as loud as it is asked for.',
      tiles: [
        music('—', { music_volume: 0.4 }),
        music('-23', { music_volume: 0.4, loudness: -23 }),
        music('-14', { music_volume: 0.4, loudness: -14 }),
      ],
    },
  ],
};
