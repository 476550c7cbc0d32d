import type { FlowJob } from 'bullmq';
import type { JobPayloads, Priority } from '#lib/contracts';
import { jobs, PRIORITY, partPriority } from './jobs.js';

const partJobId = ({ compositionId, attempt, part }: JobPayloads['part']): string =>
  `part.${compositionId}.${attempt}.${part}`;

export const assembleJobId = ({
  compositionId,
  attempt,
}: Pick<JobPayloads['part'], 'compositionId' | 'attempt'>): string => `assemble.${compositionId}.${attempt}`;

/** The parts of a render and, waiting for them, what joins them. */
export function flowOf(payload: JobPayloads['assemble'], jobId: string, priority: Priority): FlowJob {
  const { parts, ...flow } = payload;
  return {
    name: 'assemble',
    queueName: jobs.assemble.queue,
    data: payload,
    opts: { ...jobs.assemble.options, jobId, priority: PRIORITY[priority] },
    children: parts.map((part, place) => {
      const data: JobPayloads['part'] = { ...flow, part };
      const id = { jobId: partJobId(data), priority: partPriority(priority, place) };
      // Without it a part that failed would leave its render waiting forever.
      return {
        name: 'part',
        queueName: jobs.part.queue,
        data,
        opts: { ...jobs.part.options, ...id, failParentOnFailure: true },
      };
    }),
  };
}
