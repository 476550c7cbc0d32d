import { WORKER_ALIVE_SECONDS } from '../compositions/live-transitions.js';
import type { Services } from '../services.js';

export type Condition = 'healthy' | 'unhealthy';

export interface Component {
  readonly status: Condition;
  readonly [detail: string]: unknown;
}

export interface Components {
  readonly database: Component;
  readonly redis: Component;
  readonly s3: Component;
  readonly ffmpeg: Component;
}

const PATIENCE_MS = 1_500;

/** Asks all at once and waits for none longer than 1.5 s. Never throws, and never says why: that is for the log. */
export const checkComponents = async (services: Services): Promise<Components> => {
  const [database, redis, s3, ffmpeg] = await Promise.all([
    answers(checkDatabase(services)),
    services.queue.ping(PATIENCE_MS),
    answers(services.store.ping(PATIENCE_MS)),
    checkFfmpeg(services),
  ]);
  return {
    database: component(database),
    redis: component(redis),
    s3: { ...component(s3), driver: services.store.driver },
    ffmpeg,
  };
};

export const checkDatabase = ({ database }: Services): Promise<unknown> =>
  within(database.query('SELECT 1'), PATIENCE_MS);

/** The API runs no ffmpeg: workers announce theirs. */
const checkFfmpeg = async ({ workers }: Services): Promise<Component> => {
  const live = await within(workers.live(WORKER_ALIVE_SECONDS), PATIENCE_MS).catch(() => []);
  const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();
  return {
    ...component(live.length > 0),
    workers: live.length,
    versions: distinct(live.map(({ capabilities }) => capabilities.ffmpegVersion)),
    sandboxes: distinct(live.map(({ capabilities }) => capabilities.sandbox)),
  };
};

const component = (works: boolean): Component => ({ status: works ? 'healthy' : 'unhealthy' });

const answers = (question: Promise<unknown>): Promise<boolean> =>
  question.then(
    () => true,
    () => false,
  );

const within = async <T>(promise: Promise<T>, ms: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};
