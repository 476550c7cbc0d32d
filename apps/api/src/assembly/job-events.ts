import type { Response } from 'express';
import { isTerminal } from '#lib/contracts';
import type { ProgressHub } from '../progress/hub.js';
import type { WatchedState } from '../progress/state.js';
import type { AssemblyService } from './assembly.service.js';
import { currentShot, shotsOf } from './job-answer.js';

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
} as const;
/** Below the minute after which proxies take a silent connection for dead. */
const KEEP_ALIVE_MS = 15_000;
const EXPORT_POLL_MS = 200;

/** The job's events until it has ended: the render's own, and the last one when the file is in the project. */
export const sendJobEvents = async (
  jobId: string,
  { hub, jobs, response }: { readonly hub: ProgressHub; readonly jobs: AssemblyService; readonly response: Response },
): Promise<void> => {
  const { owed } = await jobs.find(jobId);
  const shots = shotsOf(owed);
  const write = (event: string, data: object): void => {
    if (!response.destroyed && !response.writableEnded)
      response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const finish = async (): Promise<void> => {
    for (;;) {
      const answer = await jobs.answer(jobId);
      if (response.destroyed || isTerminal(answer.status)) {
        write(answer.status, answer);
        response.end();
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, EXPORT_POLL_MS));
    }
  };
  const send = ({ status, progress }: WatchedState): void => {
    if (isTerminal(status)) void finish().catch(() => response.destroy());
    else
      write('progress', {
        job_id: jobId,
        status,
        progress: progress.percentage,
        current_shot: currentShot(progress, shots),
      });
  };
  const leave = await hub.watch(jobId, {
    first: (state) => {
      response.writeHead(200, HEADERS);
      response.flushHeaders();
      send(state);
    },
    next: send,
  });
  const keepAlive = setInterval(() => response.writableEnded || response.write(':\n\n'), KEEP_ALIVE_MS);
  const forget = hub.onClose(() => response.end());
  response.once('close', () => {
    clearInterval(keepAlive);
    forget();
    leave();
  });
};
