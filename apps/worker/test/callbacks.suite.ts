import { Webhook } from 'standardwebhooks';
import { nextTry } from '#lib/callbacks';
import { newProcessingId, ProcessingJobRepository } from '#lib/persistence';
import { startReceiver } from '../../../test/support/receiver.js';
import { CLAIM, callbackWorld, SECRET } from './support/callback-world.js';

const HELD_AT_LEAST_SECONDS = 20;

describe('callbacks', () => {
  const world = callbackWorld();
  const { startCourier, newComposition, claim, completed, delivery, until, dueNow, first, ended } = world;

  describe('a callback', () => {
    it('tells what GET tells, and standardwebhooks verifies it', async () => {
      const id = await completed();
      startCourier();
      const { webhookId, log } = await ended(id);
      expect(log).toEqual([{ at: expect.any(String), status: 204, error: null, duration_ms: expect.any(Number) }]);
      const { path, headers, body } = first();
      expect(path).toBe('/hook?token=1');
      expect(headers['webhook-id']).toBe(webhookId);
      expect(new Webhook(SECRET).verify(body, headers as Record<string, string>)).toMatchObject({
        composition_id: id,
        status: 'completed',
        output_url: `s3://cutroom/outputs/${id}/1/video.mp4`,
        error: null,
        metadata: { order: 7 },
      });
      expect(world.receiver.received).toHaveLength(1);
    });

    it.each([
      [
        'failed',
        (id: string, attempt: number) =>
          world.compositions.fail(id, attempt, { code: 'NO_SPACE', message: 'Full.', details: {} }),
      ],
      [
        'failed',
        (id: string, attempt: number) =>
          world.compositions.retryLater(
            id,
            attempt,
            { code: 'TIMEOUT', message: 'Slow.', details: {} },
            { delaySeconds: 0, maxFailures: 1 },
          ),
      ],
      ['cancelled', (id: string) => world.compositions.cancel(id)],
      [
        'failed',
        async (id: string) => {
          await world.dataSource.query(
            `UPDATE compositions SET deadline_at = now() - interval '1 s' WHERE composition_id = $1`,
            [id],
          );
          await world.compositions.failOverdue({ queueTimeoutSeconds: 3600, maxFailures: 3 });
        },
      ],
      [
        'failed',
        async (id: string) => {
          await world.dataSource.query(
            `UPDATE compositions SET lease_until = now() - interval '1 s' WHERE composition_id = $1`,
            [id],
          );
          await world.compositions.claim(id, 'other', { ...CLAIM, maxFailures: 1 });
        },
      ],
    ])('is owed from the moment its composition is %s, whoever ended it', async (status, end) => {
      const id = await newComposition();
      const attempt = await claim(id);
      expect(await world.callbacks.find('composition', id)).toBeNull();
      await end(id, attempt);
      expect(await delivery(id)).toMatchObject({ status: 'pending', tries: 0, log: [] });
      startCourier();
      await ended(id);
      expect(JSON.parse(first().body)).toMatchObject({ composition_id: id, status });
    });

    it('is not owed where the end is not committed, or nobody is to be told', async () => {
      const id = await newComposition();
      const rollback = world.dataSource.transaction(async (manager) => {
        await manager.query(`UPDATE compositions SET status = 'cancelled' WHERE composition_id = $1`, [id]);
        throw new Error('rolled back');
      });
      await expect(rollback).rejects.toThrow('rolled back');
      expect(await world.callbacks.find('composition', id)).toBeNull();
      const silent = await newComposition(null);
      await world.compositions.cancel(silent);
      expect(await world.callbacks.find('composition', silent)).toBeNull();
    });

    it('fails ten times and is given up, always under the same id and with the same words', async () => {
      world.receiver.answer((response) => response.writeHead(500).end());
      const id = await completed();
      startCourier();
      await until(id, ({ log }) => log.length > 0);
      // What has expired since does not change what is told.
      await world.dataSource.query('UPDATE compositions SET output_url = NULL WHERE composition_id = $1', [id]);
      const { status, log, webhookId } = await ended(id);
      expect(status).toBe('failed');
      expect(log).toHaveLength(10);
      expect(log.every((attempt) => attempt.status === 500 && attempt.error === 'answered with status 500')).toBe(true);
      expect(world.receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(Array(10).fill(webhookId));
      expect(new Set(world.receiver.received.map(({ body }) => body)).size).toBe(1);
    });

    it('waits in Postgres for as long as the schedule says, and succeeds when the receiver is back', async () => {
      world.receiver.answer((response, number) => response.writeHead(number === 0 ? 503 : 200).end());
      const id = await completed();
      startCourier({ next: nextTry });
      const { dueAt, status, log } = await until(id, ({ log }) => log.length === 1);
      expect(status).toBe('pending');
      expect(dueAt.getTime() - Date.parse(log[0]?.at ?? '')).toBeGreaterThanOrEqual(5_000);
      expect(dueAt.getTime() - Date.now()).toBeLessThanOrEqual(5_500);
      await dueNow(id);
      expect((await ended(id)).log.map((attempt) => attempt.status)).toEqual([503, 200]);
    });

    it('is sent by one of five workers', async () => {
      const ids = await Promise.all(Array.from({ length: 20 }, () => completed()));
      world.receiver.answer((response) => void setTimeout(() => response.writeHead(204).end(), 50));
      for (let worker = 0; worker < 5; worker += 1) startCourier();
      await Promise.all(ids.map(ended));
      const told = world.receiver.received.map(({ body }) => JSON.parse(body).composition_id).sort();
      expect(told).toEqual([...ids].sort());
    });

    it('that hangs is held, sent by nobody else meanwhile, and tried again after its time', async () => {
      world.receiver.answer((response, number) => void (number > 0 && response.writeHead(204).end()));
      const id = await completed();
      for (let worker = 0; worker < 3; worker += 1) startCourier({ timeoutMs: 300 });
      await until(id, ({ tries }) => tries === 1);
      expect(await world.callbacks.claim(10, 1)).toEqual([]);
      const { log, status } = await ended(id);
      expect(log.map(({ error }) => error)).toEqual(['no answer within 0.3 s', null]);
      expect(status).toBe('delivered');
      expect(world.receiver.received).toHaveLength(2);
    });

    it('that hangs does not hold up those to others', async () => {
      const slow = await startReceiver();
      slow.answer(() => undefined);
      for (let count = 0; count < 8; count += 1) await completed(`${slow.url}/hook`);
      const quick = await completed();
      const courier = startCourier({ timeoutMs: 1_000, atOnce: 6, atOnceEach: 2 });
      expect(await ended(quick)).toMatchObject({ status: 'delivered' });
      expect(slow.received).toHaveLength(2);
      await slow.close();
      await courier.stop();
      await world.dataSource.query('DELETE FROM callback_deliveries WHERE url LIKE $1', [`${slow.url}%`]);
    });

    it('survives the death of the worker that was sending it', async () => {
      const id = await completed();
      const [taken] = await world.callbacks.claim(10, HELD_AT_LEAST_SECONDS);
      expect(taken).toMatchObject({ subjectId: id, tries: 1 });
      expect(await world.callbacks.claim(10, HELD_AT_LEAST_SECONDS)).toEqual([]);
      await dueNow(id);
      const [again] = await world.callbacks.claim(10, HELD_AT_LEAST_SECONDS);
      if (taken === undefined || again === undefined) throw new Error('nothing was due');
      // The dead one's word, should it come after all, changes nothing.
      const late = { at: new Date().toISOString(), status: 500, error: 'late', duration_ms: 1 };
      expect(await world.callbacks.record(taken, late, { kind: 'failed' })).toBe(false);
      expect(await delivery(id)).toMatchObject({ status: 'pending', log: [], tries: 2 });
      await dueNow(id);
      startCourier();
      expect(await ended(id)).toMatchObject({ status: 'delivered', tries: 3 });
      expect(world.receiver.received).toHaveLength(1);
    });

    it('that is answered by 410 switches its URL off, for what is owed to it as for what comes', async () => {
      world.receiver.answer((response) => response.writeHead(410).end());
      const [first, second] = [await completed(), await completed()];
      const held = await world.callbacks.claim(1, HELD_AT_LEAST_SECONDS);
      expect(held).toHaveLength(1);
      startCourier();
      const statuses = await Promise.all([ended(first), ended(second)]);
      expect(statuses.map(({ status }) => status)).toEqual(['endpoint_off', 'endpoint_off']);
      expect(world.receiver.received).toHaveLength(1);
      const third = await completed();
      expect(await delivery(third)).toMatchObject({ status: 'endpoint_off', tries: 0, endedAt: expect.any(Date) });
      const url = `${world.receiver.url}/hook?token=1`;
      expect(await world.callbacks.switchOn(url)).toBe(true);
      expect(await world.callbacks.switchOn(url)).toBe(false);
      world.receiver.answer((response) => response.writeHead(204).end());
      expect(await ended(await completed())).toMatchObject({ status: 'delivered' });
    });

    it('is owed for processing jobs as well', async () => {
      const jobs = new ProcessingJobRepository(world.dataSource);
      const processingId = newProcessingId();
      await jobs.create(
        {
          ...{ processingId, type: 'test', sourceService: null, config: {}, requestHash: 'x', requestId: 'req_test' },
          callbackUrl: `${world.receiver.url}/`,
        },
        { kind: 'compositions', compositions: [] },
      );
      await jobs.finish(processingId, { status: 'completed', result: { bpm: 120 } });
      expect(await world.callbacks.find('processing_job', processingId)).toMatchObject({ status: 'pending' });
    });

    it('is forgotten when it has ended long ago', async () => {
      const [old, pending] = [await completed(), await completed()];
      await world.dataSource.query(
        `UPDATE callback_deliveries SET status = 'delivered', ended_at = now() - interval '40 days' WHERE subject_id = $1`,
        [old],
      );
      expect(await world.callbacks.prune(30 * 86_400)).toBe(1);
      expect(await world.callbacks.find('composition', old)).toBeNull();
      expect(await delivery(pending)).toMatchObject({ status: 'pending' });
    });
  });
});
