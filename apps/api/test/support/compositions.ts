import type { TestApi } from './api.js';
import { type Answer, call, clip } from './http.js';

export const COMPOSITIONS = '/api/v1/compositions';

export interface CompositionsDoor {
  post(body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** `rest` follows the path of all compositions: `/<id>`, `?limit=2`. */
  get(rest: string): Promise<Answer>;
  cancel(id: string): Promise<Answer>;
  /** Three seconds of one clip. @returns its id */
  create(changes?: object): Promise<string>;
}

/** `api` is asked for at each call: a test's API is there only once its `beforeAll` ran. */
export const compositionsOf = (api: () => TestApi): CompositionsDoor => {
  const post: CompositionsDoor['post'] = (body, headers = {}) => call(api(), 'POST', COMPOSITIONS, body, headers);
  return {
    post,
    get: (rest) => call(api(), 'GET', `${COMPOSITIONS}${rest}`),
    cancel: (id) => call(api(), 'DELETE', `${COMPOSITIONS}/${id}`),
    create: async (changes = {}) =>
      String((await post({ clips: [{ ...clip, trim_end: 3 }], ...changes })).body['composition_id']),
  };
};
