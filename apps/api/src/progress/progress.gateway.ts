import { Inject } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayDisconnect,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import type { Socket } from 'socket.io';
import { isTerminal } from '#lib/contracts';
import { isObject } from '../http/fields.js';
import { toCutroomError } from '../http/to-cutroom-error.js';
import { ProgressHub } from './hub.js';
import { eventName, type StateMessage, stateMessage } from './messages.js';
import type { WatchedState } from './state.js';

/** Enough for a page full of compositions; a client that wants all of them polls the list. */
const MAX_WATCHES = 200;

type Ack = StateMessage | { readonly error: { readonly code: string; readonly message: string } };

/** emit `subscribe {composition_id, after?}` → ack with the state; then `status`, `progress`, and one of the last words. */
@WebSocketGateway({ namespace: 'compositions' })
export class ProgressGateway implements OnGatewayDisconnect {
  readonly #watches = new WeakMap<Socket, Map<string, () => void>>();
  /** Of a connection, asked for and not yet begun. */
  readonly #beginning = new WeakMap<Socket, number>();

  constructor(@Inject(ProgressHub) private readonly hub: ProgressHub) {}

  @SubscribeMessage('subscribe')
  async subscribe(@ConnectedSocket() socket: Socket, @MessageBody() body: unknown): Promise<Ack> {
    const id = isObject(body) ? body['composition_id'] : undefined;
    const after = isObject(body) && typeof body['after'] === 'number' ? body['after'] : -1;
    if (typeof id !== 'string') return refusal('VALIDATION_FAILED', 'subscribe needs {"composition_id": "comp_…"}.');
    const watches = this.#watchesOf(socket);
    const beginning = this.#beginning.get(socket) ?? 0;
    if (watches.size + beginning - Number(watches.has(id)) >= MAX_WATCHES) {
      return refusal('RATE_LIMITED', `A connection can watch ${MAX_WATCHES} compositions.`);
    }
    // Whatever comes before the acknowledgement is sent would seem to be older than it.
    const early: WatchedState[] = [];
    let acknowledged = false;
    let now: WatchedState | undefined;
    const emit = (state: WatchedState, kind: 'progress' | 'status'): void => {
      if (state.seq > after) socket.emit(eventName(state, kind), stateMessage(state));
      if (isTerminal(state.status)) this.#leave(socket, id);
    };
    this.#beginning.set(socket, beginning + 1);
    try {
      const leave = await this.hub.watch(id, {
        first: (state) => {
          now = state;
        },
        next: (state, kind) => {
          if (acknowledged) emit(state, kind);
          else early.push(state);
        },
      });
      this.#leave(socket, id);
      if (now === undefined || isTerminal(now.status) || socket.disconnected) leave();
      else watches.set(id, leave);
      setImmediate(() => {
        acknowledged = true;
        for (const state of early) emit(state, 'status');
      });
      return now === undefined ? refusal('COMPOSITION_NOT_FOUND', 'There is no such composition.') : stateMessage(now);
    } catch (error) {
      const { code, message } = toCutroomError(error);
      return refusal(code, message);
    } finally {
      this.#beginning.set(socket, (this.#beginning.get(socket) ?? 1) - 1);
    }
  }

  @SubscribeMessage('unsubscribe')
  unsubscribe(@ConnectedSocket() socket: Socket, @MessageBody() body: unknown): { readonly ok: true } {
    if (isObject(body) && typeof body['composition_id'] === 'string') this.#leave(socket, body['composition_id']);
    return { ok: true };
  }

  handleDisconnect(socket: Socket): void {
    for (const id of [...this.#watchesOf(socket).keys()]) this.#leave(socket, id);
  }

  #leave(socket: Socket, id: string): void {
    const watches = this.#watchesOf(socket);
    watches.get(id)?.();
    watches.delete(id);
  }

  #watchesOf(socket: Socket): Map<string, () => void> {
    const watches = this.#watches.get(socket) ?? new Map<string, () => void>();
    this.#watches.set(socket, watches);
    return watches;
  }
}

const refusal = (code: string, message: string): Ack => ({ error: { code, message } });
