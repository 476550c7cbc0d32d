import { redisNames } from './names.js';
import { Channels, type Subscription } from './redis/channels.js';
import { Publisher } from './redis/publisher.js';
import type { RedisSettings } from './redis/settings.js';

/** Makes a cancel quick; that it happens is Postgres's business. Connects only for what is used. */
export class CancelBus {
  readonly #settings: RedisSettings;
  readonly #channel: string;
  #publisher: Publisher | undefined;
  #channels: Channels | undefined;

  constructor(settings: RedisSettings) {
    this.#settings = settings;
    this.#channel = redisNames(settings.prefix).cancelChannel;
  }

  /** Tells every worker that this composition is cancelled. Never throws; at most half a second, sent or not. */
  async publish(compositionId: string): Promise<boolean> {
    this.#publisher ??= new Publisher(this.#settings);
    const ready = await this.#publisher.whenReady(500);
    return ready && this.#publisher.send((redis) => redis.publish(this.#channel, compositionId));
  }

  listen(onCancel: (compositionId: string) => void): Subscription {
    this.#channels ??= new Channels(this.#settings);
    return this.#channels.listen(this.#channel, onCancel);
  }

  close(): void {
    this.#publisher?.close();
    this.#channels?.close();
  }
}
