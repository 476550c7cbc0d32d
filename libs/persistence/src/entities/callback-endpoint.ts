import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A URL that said it is gone (410), and is not called any more. */
@Entity('callback_endpoints')
export class CallbackEndpointEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'callback_endpoints_pkey' })
  readonly url: string;

  @Column({ name: 'off_since', type: 'timestamptz', precision: 3, default: () => 'now()' })
  readonly offSince: Date;
}
