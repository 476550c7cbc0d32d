import type { DataSource } from 'typeorm';
import type { CallbackAttempt, CallbackSubject, CallbackVerdict } from '#lib/contracts';
import { CallbackDeliveryEntity } from '../entities/callback-delivery.js';
import { jsonb } from '../json.js';
import { query } from '../query.js';
import type { CallbackDelivery, ClaimedCallback } from './types.js';

/** How many of one endpoint a sender takes. */
interface EndpointShare {
  readonly most: number;
  readonly underWay: Readonly<Record<string, number>>;
}

const EVERYTHING: EndpointShare = { most: 1_000_000, underWay: {} };
/** As the sender tells endpoints apart. */
const ENDPOINT = `substring(url from '^[A-Za-z]+://[^/?#]+')`;

/** Callbacks that are owed. Nobody adds one here: the row is written by a trigger where its subject ends. */
export class CallbackRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Takes up to `limit` due deliveries, those due longest first, and holds each for `holdSeconds`: no other caller gets
   * it meanwhile, and if nothing is recorded until then it is due again. Of one endpoint (scheme, host and port) no more than
   * `share.most` less those of it that the caller has under way.
   */
  async claim(
    limit: number,
    holdSeconds: number,
    share: EndpointShare = EVERYTHING,
  ): Promise<readonly ClaimedCallback[]> {
    const { rows } = await query<ClaimedCallback>(
      this.dataSource.manager,
      // Materialized, so that it is asked once: a join might ask it for every row, and lock as many as it likes.
      `WITH ranked AS MATERIALIZED (
         SELECT webhook_id, ${ENDPOINT} AS endpoint, row_number() OVER (PARTITION BY ${ENDPOINT} ORDER BY due_at) AS place
         FROM callback_deliveries WHERE status = 'pending' AND due_at <= now()),
       due AS MATERIALIZED (
         SELECT webhook_id FROM callback_deliveries
         WHERE status = 'pending' AND due_at <= now() AND webhook_id IN (
           SELECT webhook_id FROM ranked WHERE place <= $3 - COALESCE(($4::jsonb ->> endpoint)::int, 0))
         ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
       UPDATE callback_deliveries AS held SET tries = tries + 1, due_at = now() + make_interval(secs => $2)
       FROM due WHERE held.webhook_id = due.webhook_id
       RETURNING held.webhook_id AS "webhookId", subject_type AS "subjectType", subject_id AS "subjectId", url, tries, body`,
      [limit, holdSeconds, share.most, jsonb(share.underWay)],
    );
    return rows;
  }

  /** Fixes what is sent, unless that was done before. @returns what is to be sent. */
  async keepBody(webhookId: string, body: string): Promise<string> {
    const { rows } = await query<{ body: string }>(
      this.dataSource.manager,
      'UPDATE callback_deliveries SET body = COALESCE(body, $2) WHERE webhook_id = $1 RETURNING body',
      [webhookId, body],
    );
    return rows[0]?.body ?? body;
  }

  /** Writes down a try and what follows from it; false where another try has begun since, whose word counts. */
  record(
    { webhookId, tries, url }: Pick<ClaimedCallback, 'webhookId' | 'tries' | 'url'>,
    attempt: CallbackAttempt,
    verdict: CallbackVerdict,
  ): Promise<boolean> {
    const inSeconds = verdict.kind === 'retry' ? verdict.inSeconds : 0;
    return this.dataSource.transaction(async (manager) => {
      const { affected } = await query(
        manager,
        `UPDATE callback_deliveries SET log = log || $3::jsonb, status = $4::varchar, due_at = now() + make_interval(secs => $5),
           ended_at = CASE WHEN $4::varchar <> 'pending' THEN now() END
         WHERE webhook_id = $1 AND tries = $2 AND status = 'pending'`,
        [webhookId, tries, jsonb([attempt]), verdict.kind === 'retry' ? 'pending' : verdict.kind, inSeconds],
      );
      if (affected === 1 && verdict.kind === 'endpoint_off') {
        await query(manager, 'INSERT INTO callback_endpoints (url) VALUES ($1) ON CONFLICT DO NOTHING', [url]);
        await query(
          manager,
          `UPDATE callback_deliveries SET status = 'endpoint_off', ended_at = now() WHERE url = $1 AND status = 'pending'`,
          [url],
        );
      }
      return affected === 1;
    });
  }

  /** The delivery that is or was owed for a subject, with its log; null where there is none. */
  find(subjectType: CallbackSubject, subjectId: string): Promise<CallbackDelivery | null> {
    return this.dataSource.manager.findOneBy(CallbackDeliveryEntity, { subjectType, subjectId });
  }

  /** Calls a URL again that was switched off; what was given up meanwhile stays so. False where it was not off. */
  async switchOn(url: string): Promise<boolean> {
    const { affected } = await query(this.dataSource.manager, 'DELETE FROM callback_endpoints WHERE url = $1', [url]);
    return affected === 1;
  }

  /** Forgets deliveries that ended longer ago. @returns how many. */
  async prune(olderThanSeconds: number): Promise<number> {
    const { affected } = await query(
      this.dataSource.manager,
      'DELETE FROM callback_deliveries WHERE ended_at < now() - make_interval(secs => $1)',
      [olderThanSeconds],
    );
    return affected;
  }
}
