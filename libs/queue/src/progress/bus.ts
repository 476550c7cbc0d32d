import type { CompositionEvent } from '#lib/contracts';
import { type RedisNames, redisNames } from '../names.js';
import { Publisher } from '../redis/publisher.js';
import type { RedisSettings } from '../redis/settings.js';

/** Seconds the last event of a composition can be read back. */
const SNAPSHOT_SECONDS = 3_600;

/**
 * A run that lost its lease may go on talking for a moment. Its events carry a lower `seq` and are dropped here,
 * so that nobody sees progress fall.
 */
const PUBLISH_IN_ORDER = `
local last = redis.call('GET', KEYS[1])
if last and cjson.decode(last).seq >= tonumber(ARGV[2]) then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[3])
redis.call('PUBLISH', ARGV[4], ARGV[1])
return 1`;

/** The sending end of the event stream. A hint only: what matters is written to Postgres first. */
export class ProgressBus {
  readonly #publisher: Publisher;
  readonly #names: RedisNames;

  constructor(settings: RedisSettings) {
    this.#publisher = new Publisher(settings);
    this.#names = redisNames(settings.prefix);
  }

  /** Never waits and never throws; false when the event was dropped because Redis is not there. */
  publish(event: CompositionEvent): boolean {
    const key = this.#names.progressSnapshot(event.composition_id);
    const channel = this.#names.progressChannel(event.composition_id);
    const message = JSON.stringify(event);
    return this.#publisher.send((redis) =>
      redis.eval(PUBLISH_IN_ORDER, 1, key, message, event.seq, SNAPSHOT_SECONDS, channel),
    );
  }

  async whenReady(timeoutMs: number): Promise<boolean> {
    return this.#publisher.whenReady(timeoutMs);
  }

  close(): void {
    this.#publisher.close();
  }
}
