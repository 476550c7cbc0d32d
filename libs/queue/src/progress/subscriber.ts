import type { CompositionEvent } from '#lib/contracts';
import { type RedisNames, redisNames } from '../names.js';
import { Channels, type Subscription } from '../redis/channels.js';
import { RedisLink } from '../redis/link.js';
import type { RedisSettings } from '../redis/settings.js';

export type ProgressListener = (event: CompositionEvent) => void;

/** Milliseconds to wait for a connection before a snapshot counts as unknown. */
const SNAPSHOT_WAIT_MS = 500;

/** The receiving end of the event stream, for all clients of an API process. */
export class ProgressSubscriber {
  readonly #channels: Channels;
  readonly #link: RedisLink;
  readonly #names: RedisNames;

  constructor(settings: RedisSettings) {
    this.#channels = new Channels(settings);
    // Apart from the channels: before RESP3 a subscribed connection takes no other command.
    this.#link = new RedisLink(settings, 'command');
    this.#names = redisNames(settings.prefix);
  }

  /** Compositions somebody listens to. */
  get size(): number {
    return this.#channels.size;
  }

  /** Await `live`, then read the state, then nothing between the two is missed. Events may repeat: compare `seq`. */
  subscribe(compositionId: string, listener: ProgressListener): Subscription {
    return this.#channels.listen(this.#names.progressChannel(compositionId), (message) => {
      const event = parseEvent(message);
      if (event !== null) {
        listener(event);
      }
    });
  }

  /** The last event published within the hour; null when there is none or Redis does not answer (≤ 2 s). */
  async snapshot(compositionId: string): Promise<CompositionEvent | null> {
    if (!(await this.#link.whenReady(SNAPSHOT_WAIT_MS))) {
      return null;
    }
    const stored = await this.#link.client.get(this.#names.progressSnapshot(compositionId)).catch(() => null);
    return stored === null ? null : parseEvent(stored);
  }

  close(): void {
    this.#channels.close();
    this.#link.close();
  }
}

/** Only our own processes write here; what is not an event comes from another version and is skipped. */
function parseEvent(message: string): CompositionEvent | null {
  try {
    const value: unknown = JSON.parse(message);
    return isEvent(value) ? value : null;
  } catch {
    return null;
  }
}

const isEvent = (value: unknown): value is CompositionEvent =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  'progress' in value &&
  'composition_id' in value &&
  'seq' in value &&
  typeof value.seq === 'number';
