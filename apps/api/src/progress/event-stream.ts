import type { ServerResponse } from 'node:http';
import type { ProgressHub } from './hub.js';

/** Below the minute after which proxies take a silent connection for dead. */
const KEEP_ALIVE_MS = 15_000;
/** A client this far behind does not read; it may come back. */
const MAX_BACKLOG_BYTES = 256 * 1024;

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
} as const;

/** Server-sent events on one response. What is written to a client that is gone is dropped. */
export class EventStream {
  constructor(private readonly response: ServerResponse) {}

  /** Nothing that is written arrives any more. */
  get over(): boolean {
    return this.response.destroyed || this.response.closed || this.response.writableEnded;
  }

  open(): void {
    this.response.writeHead(200, HEADERS);
    this.response.flushHeaders();
  }

  /** @param text one or more events or comments, each with its empty line */
  write(text: string): void {
    if (this.over) return;
    this.response.write(text);
    if (this.response.writableLength > MAX_BACKLOG_BYTES) this.response.destroy();
  }

  end(text = ''): void {
    if (!this.over) this.response.end(text);
  }

  /** Keeps it open until the client is gone, it was ended, or the API stops; then calls `leave`, also where it is over already. */
  hold(hub: Pick<ProgressHub, 'onClose'>, leave: () => void): void {
    const keepAlive = setInterval(() => this.write(':\n\n'), KEEP_ALIVE_MS);
    const forget = hub.onClose(() => this.end());
    const close = (): void => {
      clearInterval(keepAlive);
      forget();
      leave();
    };
    if (this.response.destroyed || this.response.closed) close();
    else this.response.once('close', close);
  }
}
