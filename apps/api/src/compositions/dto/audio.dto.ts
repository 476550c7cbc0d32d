import { ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ValidateIf, ValidateNested } from 'class-validator';
import { type AudioRequest, DEFAULTS, type DuckingRequest } from '#lib/composition-request';
import { BooleanField, isObject, NumberField, ParsedField } from '../../http/fields.js';
import { SourceField, TimeField } from './time-and-source.js';

const { audio, ducking } = DEFAULTS;
const LONGEST_RAMP_SECONDS = 10;

export class DuckingDto implements DuckingRequest {
  @NumberField({ min: 0, max: 60, default: ducking.amountDb, description: 'Decibels the music is turned down by.' })
  readonly amount_db?: number;

  @NumberField({
    min: 0,
    max: LONGEST_RAMP_SECONDS,
    default: ducking.attack,
    description: 'Seconds over which the music goes down; it is down when the voice begins.',
  })
  readonly attack?: number;

  @NumberField({
    min: 0,
    max: LONGEST_RAMP_SECONDS,
    default: ducking.release,
    description: 'Seconds over which it comes up again after the voice.',
  })
  readonly release?: number;
}

@ApiExtraModels(DuckingDto)
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

  @TimeField({ default: audio.musicStart, description: 'Seconds on the timeline where the music begins.' })
  readonly music_start?: number;

  @TimeField({ default: audio.voiceoverStart, description: 'Seconds on the timeline where the voiceover begins.' })
  readonly voiceover_start?: number;

  @TimeField({ default: audio.fadeIn, description: 'Seconds over which the music comes up.' })
  readonly fade_in?: number;

  @TimeField({ default: audio.fadeOut, description: 'Seconds over which the music goes down at the end.' })
  readonly fade_out?: number;

  @ParsedField({
    accepts: (value) => typeof value === 'boolean' || isObject(value),
    message: 'must be true, false or an object {amount_db, attack, release}',
    schema: { oneOf: [{ type: 'boolean' }, { $ref: getSchemaPath(DuckingDto) }] },
    default: false,
    description: 'Turn the music down while the voiceover is heard.',
  })
  @Type((options) => (isObject(options?.object['ducking']) ? DuckingDto : Object))
  @ValidateIf((said: AudioDto) => said.ducking !== undefined && said.ducking !== null)
  @ValidateNested()
  readonly ducking?: boolean | DuckingDto;

  @NumberField({
    min: -40,
    max: -8,
    example: -14,
    description: 'Integrated loudness of the whole sound, LUFS by EBU R128. Default: as it comes.',
  })
  readonly loudness?: number;
}
