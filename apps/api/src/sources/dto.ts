import { ApiProperty } from '@nestjs/swagger';

export class SourceAnswer {
  @ApiProperty({ type: Number, example: 1, description: 'From 1 on; another after every indexing.' })
  readonly index: number;

  @ApiProperty({ type: String, example: 'IMG_0412.mp4' })
  readonly filename: string;

  @ApiProperty({ type: Number, example: 61.44, description: 'Seconds.' })
  readonly duration: number;

  @ApiProperty({ type: String, example: '1080x1920', description: 'As it is seen: upright, square pixels.' })
  readonly resolution: string;

  @ApiProperty({ type: String, example: 'h264' })
  readonly codec: string;

  @ApiProperty({ type: Number, example: 48_210_044, description: 'Bytes.' })
  readonly file_size: number;
}

export class UnreadableAnswer {
  @ApiProperty({ type: String, example: 'broken.mp4' })
  readonly filename: string;

  @ApiProperty({ type: String, example: 'This file is not a video or sound that can be read.' })
  readonly error: string;
}

export class ReindexAnswerDto {
  @ApiProperty({ type: String, enum: ['ok'] })
  readonly status: string;

  @ApiProperty({ type: Number, example: 12, description: 'Sources in the index.' })
  readonly count: number;

  @ApiProperty({ type: () => [UnreadableAnswer] })
  readonly unreadable: UnreadableAnswer[];
}
