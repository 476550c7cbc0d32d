import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { WebSocket, WebSocketServer } from 'ws';
import { isTerminal } from '#lib/contracts';
import { toCutroomError } from '../http/to-cutroom-error.js';
import { SERVICES, type Services } from '../services.js';
import { ProgressHub } from './hub.js';
import { lastSocketFrame, socketFrame } from './messages.js';
import type { WatchedState } from './state.js';

const PATH = /^\/ws\/compositions\/([^/?#]+)\/?(?:[?#]|$)/;
const SOCKET_IO = /^\/socket\.io\//;
const PING_MS = 25_000;
const MAX_BACKLOG_BYTES = 256 * 1024;
const GOING_AWAY = 1001;
/** Of the range for applications: what HTTP calls 404. */
const NOT_FOUND = 4404;
const TRY_AGAIN = 1013;

/** `/ws/compositions/{id}`: the state, progress, one last word, and the connection is closed. */
@Injectable()
export class RawWebSocket implements OnApplicationBootstrap {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 4096, perMessageDeflate: false });

  constructor(
    @Inject(ProgressHub) private readonly hub: ProgressHub,
    @Inject(SERVICES) private readonly services: Services,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {}

  onApplicationBootstrap(): void {
    const http: Server = this.host.httpAdapter.getHttpServer();
    http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const url = request.url ?? '';
      if (SOCKET_IO.test(url)) return;
      const id = PATH.exec(url)?.[1];
      if (id === undefined) return refuse(socket, '404 Not Found');
      if (!this.#originAllowed(request)) return refuse(socket, '403 Forbidden');
      this.#server.handleUpgrade(request, socket, head, (client) => void this.#serve(client, id));
    });
  }

  async #serve(client: WebSocket, id: string): Promise<void> {
    const forget = this.hub.onClose(() => client.close(GOING_AWAY));
    const alive = keepAlive(client);
    client.on('error', () => client.terminate());
    client.once('close', () => {
      forget();
      clearInterval(alive);
    });
    try {
      const leave = await this.hub.watch(id, {
        first: (state) => {
          if (client.readyState === WebSocket.OPEN) client.send(socketFrame(state, 'status'));
          if (isTerminal(state.status)) end(client, state);
        },
        next: (state, kind) => tell(client, state, kind),
      });
      if (client.readyState === WebSocket.CLOSED) leave();
      else client.once('close', leave);
    } catch (error) {
      this.#fail(client, error);
    }
  }

  #fail(client: WebSocket, thrown: unknown): void {
    const { code, message, details } = toCutroomError(thrown);
    client.send(JSON.stringify({ type: 'error', data: { code, message, details } }));
    client.close(code === 'COMPOSITION_NOT_FOUND' ? NOT_FOUND : TRY_AGAIN);
  }

  /** CORS does not bind WebSockets; browsers always say where a page comes from. */
  #originAllowed({ headers: { origin } }: IncomingMessage): boolean {
    const { corsOrigins } = this.services.config.http;
    return origin === undefined || corsOrigins.includes('*') || corsOrigins.includes(origin);
  }
}

const tell = (client: WebSocket, state: WatchedState, kind: 'progress' | 'status'): void => {
  if (isTerminal(state.status)) end(client, state);
  else if (client.bufferedAmount > MAX_BACKLOG_BYTES) client.terminate();
  else if (client.readyState === WebSocket.OPEN) client.send(socketFrame(state, kind));
};

const end = (client: WebSocket, state: WatchedState): void => {
  if (client.readyState !== WebSocket.OPEN) return;
  client.send(lastSocketFrame(state));
  client.close(1000);
};

const refuse = (socket: Duplex, status: string): void => {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

/** A peer that vanished without a word is noticed by the pong that does not come. */
const keepAlive = (client: WebSocket): NodeJS.Timeout => {
  let answered = true;
  client.on('pong', () => {
    answered = true;
  });
  return setInterval(() => {
    if (!answered) return client.terminate();
    answered = false;
    client.ping();
  }, PING_MS);
};
