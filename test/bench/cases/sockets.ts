import { setTimeout as delay } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { pick, text } from '../../../infra/local/demo/json.js';
import type { BenchCase } from '../case.js';
import { filmRequest } from '../film.js';
import { uploadFilm, warmUp } from '../fleet/film-on.js';
import { startFleet } from '../fleet/fleet.js';
import { percentile } from '../measure/statistics.js';
import { atLeast, atMost, NO_GOAL, type Row } from '../report/row.js';

const CLIENTS = 1000;
const FILMS = 2;
const LISTEN_SECONDS = 15;
/** Connecting all at once would measure the connecting. */
const A_TIME = 50;

function listener(api: string, id: string, heard: (lagMs: number) => void): Promise<Socket> {
  const socket = io(`${api}/compositions`, { transports: ['websocket'], forceNew: true, reconnection: false });
  socket.on('progress', (message: unknown) => heard(Date.now() - Date.parse(text(pick(message, 'timestamp')))));
  return new Promise((resolve, reject) => {
    socket.once('connect_error', reject);
    socket.emit('subscribe', { composition_id: id }, () => resolve(socket));
  });
}

export const sockets: BenchCase = {
  name: 'sockets',
  title: `sockets: ${CLIENTS} socket.io clients on running compositions`,
  measure: async ({ options }) => {
    const fleet = await startFleet(options);
    const open: Socket[] = [];
    try {
      await fleet.addWorker({ env: { MAX_CONCURRENT_JOBS: String(FILMS) } });
      const media = await uploadFilm(fleet, options.media);
      await warmUp(fleet, options.media);
      const ids = await Promise.all(
        Array.from({ length: FILMS }, (_, index) => fleet.post(filmRequest(media, `Film ${index}`))),
      );
      let lags: number[] = [];
      const hear = (lagMs: number): void => void lags.push(lagMs);
      while (open.length < CLIENTS) {
        const next = Array.from({ length: A_TIME }, (_, index) => ids[index % FILMS] ?? '');
        open.push(...(await Promise.all(next.map((id) => listener(fleet.apiUrl, id, hear)))));
      }
      // What was heard while others were still connecting is not it.
      lags = [];
      await delay(LISTEN_SECONDS * 1000);
      const seen = lags;
      const row = (what: string, value: number, goal: Row['goal'], unit: Row['unit']): Row => ({
        ...{ case: 'sockets', what, value, unit, goal, kind: 'target' },
      });
      return [
        row('events heard by a client', seen.length / CLIENTS, atLeast(1), ''),
        row('lag of an event, median', percentile(seen, 0.5), NO_GOAL, 'ms'),
        row('lag of an event, p95', percentile(seen, 0.95), atMost(500), 'ms'),
      ];
    } finally {
      for (const socket of open) socket.disconnect();
      await fleet.stop();
    }
  },
};
