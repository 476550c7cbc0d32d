import { type AudioRequest, DEFAULTS } from '#lib/composition-request';
import { BooleanField, NumberField } from '../../http/fields.js';
import { SourceField, TimeField } from './time-and-source.js';

const { audio } = DEFAULTS;

export class AudioDto implements AudioRequest {
  @SourceField({ example: 's3://cutroom/music.mp3' })
  readonly music_url?: string;

  @SourceField({ example: 's3://cutroom/vo.mp3' })
  readonly voiceover_url?: string;

  @NumberField({ min: 0, max: 2, default: audio.musicVolume })
  readonly music_volume?: number;

  @NumberField({ min: 0, max: 2, default: audio.voiceoverVolume })
  readonly voiceover_volume?: number;

  @BooleanField({ default: audio.musicLoop, description: 'Repeat music that is shorter than the picture.' })
  readonly music_loop?: boolean;

  @TimeField({ default: audio.fadeIn, description: 'Seconds over which the music comes up.' })
  readonly fade_in?: number;

  @TimeField({ default: audio.fadeOut, description: 'Seconds over which the music goes down at the end.' })
  readonly fade_out?: number;
}
