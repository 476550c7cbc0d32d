import type { ServerResponse } from 'node:http';
import { isTerminal } from '#lib/contracts';
import { EventStream } from '../progress/event-stream.js';
import type { ProgressHub } from '../progress/hub.js';
import type { WatchedState } from '../progress/state.js';
import type { AssemblyService } from './assembly.service.js';
import { currentShot, shotsOf } from './job-answer.js';

interface JobEventsParts {
  readonly hub: ProgressHub;
  readonly jobs: Pick<AssemblyService, 'find' | 'answer'>;
  readonly response: ServerResponse;
}

/** The job's events until it has ended: the render's own, and the last one when the file is in the project. */
export const sendJobEvents = async (jobId: string, { hub, jobs, response }: JobEventsParts): Promise<void> => {
  const { owed } = await jobs.find(jobId);
  const shots = shotsOf(owed);
  const stream = new EventStream(response);
  const finish = async (): Promise<void> => {
    const answer = await jobs.answer(jobId);
    stream.end(event(answer.status, answer));
  };
  const send = ({ status, progress }: WatchedState): void => {
    if (isTerminal(status)) return void finish().catch(() => response.destroy());
    const current_shot = currentShot(progress, shots);
    const percentage = Math.min(99, progress.percentage);
    stream.write(event('progress', { job_id: jobId, status, progress: percentage, current_shot }));
  };
  const leave = await hub.watch(jobId, {
    first: (state) => {
      stream.open();
      send(state);
    },
    next: send,
  });
  stream.hold(hub, leave);
};

const event = (name: string, data: object): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
