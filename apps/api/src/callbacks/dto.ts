import { ApiProperty } from '@nestjs/swagger';

const time = { type: String, format: 'date-time' } as const;

export class CallbackAttemptAnswer {
  @ApiProperty({ ...time, example: '2026-11-21T09:30:09.512Z' })
  readonly at: string;

  @ApiProperty({ type: Number, nullable: true, description: 'HTTP status; null where no answer came.', example: 503 })
  readonly status: number | null;

  @ApiProperty({ type: String, nullable: true, example: 'answered with status 503' })
  readonly error: string | null;

  @ApiProperty({ type: Number, example: 84 })
  readonly duration_ms: number;
}

export class CallbackDeliveryAnswer {
  @ApiProperty({ type: String, description: 'The `webhook-id` of every try.', example: 'msg_4f0c8e4d2b1a47d6' })
  readonly webhook_id: string;

  @ApiProperty({ type: String, description: 'Without its query.', example: 'https://example.com/hooks/cutroom' })
  readonly url: string;

  @ApiProperty({
    enum: ['pending', 'delivered', 'failed', 'endpoint_off'],
    description: '`failed`: ten tries failed. `endpoint_off`: the URL answered 410, to this delivery or to another.',
  })
  readonly status: string;

  @ApiProperty({ ...time, example: '2026-11-21T09:30:09.370Z' })
  readonly created_at: string;

  @ApiProperty({ ...time, nullable: true, example: null })
  readonly ended_at: string | null;

  @ApiProperty({ ...time, nullable: true, example: '2026-11-21T09:30:14.803Z' })
  readonly next_attempt_at: string | null;

  @ApiProperty({ type: () => [CallbackAttemptAnswer] })
  readonly attempts: CallbackAttemptAnswer[];
}

export class CallbackLogListAnswer {
  @ApiProperty({ type: () => [CallbackDeliveryAnswer] })
  readonly items: CallbackDeliveryAnswer[];
}
