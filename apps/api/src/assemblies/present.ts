import type { AssemblyState, Composition } from '#lib/persistence';
import { assemblyId, RESULT_NAME } from './assembly-id.js';
import type { AssemblyAnswer, AssemblyStatus } from './dto.js';
import { seconds } from './seconds.js';

const STATUS: Readonly<Record<Composition['status'], AssemblyStatus>> = {
  queued: 'processing',
  processing: 'processing',
  completed: 'done',
  failed: 'failed',
  cancelled: 'failed',
};

export const assemblyAnswer = ({ assembly, composition }: AssemblyState): AssemblyAnswer => {
  const { number, name, preview, clips, createdAt } = assembly;
  const id = assemblyId(number);
  const status = STATUS[composition.status];
  const placed = clips.map(({ filename, start, end }, index) => ({
    ...{ pos: index + 1, filename, start: seconds(start), end: seconds(end), duration: seconds(end - start) },
  }));
  return {
    ...{
      id,
      name: name ?? id,
      status,
      error: status === 'failed' ? errorOf(composition) : null,
      preview,
      clips: placed,
    },
    output_url: status === 'done' ? `/output/${id}/${RESULT_NAME}` : null,
    duration: seconds(clips.reduce((sum, { start, end }) => sum + end - start, 0)),
    created: createdAt.toISOString(),
  };
};

const errorOf = ({ errorMessage, errorDetails }: Composition): string => {
  const said = errorDetails?.['ffmpeg'];
  const message = errorMessage ?? 'The assembly was cancelled.';
  return typeof said === 'string' ? `${message}\n${said}` : message;
};
