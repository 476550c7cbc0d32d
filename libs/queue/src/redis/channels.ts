import type { QueueLogger } from '../logger.js';
import { RedisLink } from './link.js';
import type { RedisSettings } from './settings.js';

type MessageListener = (message: string) => void;

export interface Subscription {
  /** True once Redis confirmed the channel; false when it could not for now (it is subscribed when Redis comes back). */
  readonly live: Promise<boolean>;
  close(): void;
}

interface Channel {
  readonly listeners: Set<MessageListener>;
  live: Promise<boolean>;
}

/** Milliseconds a listener may be kept waiting for the word that its channel is live. */
const CONFIRM_MS = 1_000;
/** Milliseconds between signs of life asked of an idle connection: a silent one may be dead without knowing. */
const HEARTBEAT_MS = 10_000;

/** Any number of listeners on any number of channels over one connection; a channel is left with its last listener. */
export class Channels {
  readonly #link: RedisLink;
  readonly #logger: QueueLogger;
  readonly #channels = new Map<string, Channel>();
  readonly #heartbeat: NodeJS.Timeout;

  constructor(settings: RedisSettings) {
    this.#logger = settings.logger;
    this.#link = new RedisLink(settings, 'subscribe');
    this.#link.client.on('message', (channel: string, message: string) => this.#deliver(channel, message));
    this.#link.client.on('ready', () => this.#resubscribe());
    this.#heartbeat = setInterval(() => this.#link.client.ping().catch(() => undefined), HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  /** Channels subscribed, or to be when Redis is back. */
  get size(): number {
    return this.#channels.size;
  }

  listen(name: string, onMessage: MessageListener): Subscription {
    // A wrapper of its own: the same function may listen twice.
    const listener: MessageListener = (message) => onMessage(message);
    const channel = this.#channels.get(name) ?? this.#open(name);
    channel.listeners.add(listener);
    return { live: channel.live, close: () => this.#leave(name, channel, listener) };
  }

  close(): void {
    clearInterval(this.#heartbeat);
    this.#channels.clear();
    this.#link.close();
  }

  #open(name: string): Channel {
    const channel: Channel = { listeners: new Set(), live: this.#confirm(name) };
    this.#channels.set(name, channel);
    return channel;
  }

  #leave(name: string, channel: Channel, listener: MessageListener): void {
    if (channel.listeners.delete(listener) && channel.listeners.size === 0 && this.#channels.get(name) === channel) {
      this.#channels.delete(name);
      this.#link.client.unsubscribe(name).catch(() => undefined);
    }
  }

  async #confirm(name: string): Promise<boolean> {
    const ready = await this.#link.whenReady(CONFIRM_MS);
    // Its listeners may have left in the meantime.
    return ready && this.#channels.has(name) && (await this.#subscribe([name]));
  }

  #resubscribe(): void {
    const names = [...this.#channels.keys()];
    if (names.length > 0) {
      const live = this.#subscribe(names);
      for (const channel of this.#channels.values()) {
        channel.live = live;
      }
    }
  }

  async #subscribe(names: readonly string[]): Promise<boolean> {
    try {
      await this.#link.client.subscribe(...names);
      return true;
    } catch {
      return false;
    }
  }

  #deliver(name: string, message: string): void {
    for (const listener of this.#channels.get(name)?.listeners ?? []) {
      try {
        listener(message);
      } catch (error) {
        this.#logger.error({ err: error }, 'A channel listener threw');
      }
    }
  }
}
