import { pick } from '../../../infra/local/demo/json.js';
import { type Chapter, DAY, STATE, told } from '../example.js';

/** Different ones, or the second would be made of the parts of the first. */
const film = (seconds: number) => ({ clips: [{ url: DAY, trim_start: seconds / 25, trim_end: 3 }] });
const ASKED = ['low', 'low', 'default', 'high', 'high'] as const;

export const request: Chapter = {
  title: 'The request itself',
  fields: /^/,
  says: 'Who asks, how urgently, and who is told; nothing of it is seen. `callback_url` is an address of yours, so there is no picture of it.',
  examples: [
    {
      name: 'request-priority',
      fields: ['priority'],
      says: 'Five films asked for at once, of a service that makes one at a time.',
      columns: 5,
      tiles: ASKED.map((priority, n) => told(`priority ${priority}`, { ...film(n), priority }, waited, STATE)),
    },
    {
      name: 'request-echo',
      fields: ['metadata', 'user_id'],
      says: '`metadata` comes back in every answer about the composition; `user_id` is what lists can be asked for by.',
      tiles: [
        told('metadata', { metadata: { order: 7, shop: 'north' } }, (state) => lines(pick(state, 'metadata')), STATE),
        told('user_id', { user_id: 'ada' }, count, () => '/api/v1/compositions?user_id=ada'),
        told('(somebody else)', {}, count, () => '/api/v1/compositions?user_id=bob'),
      ],
    },
  ],
};

function waited(state: unknown): readonly string[] {
  const [asked, begun] = [pick(state, 'created_at'), pick(state, 'started_at')].map((at) => Date.parse(String(at)));
  return ['begun after', `${(((begun ?? 0) - (asked ?? 0)) / 1000).toFixed(1)} s`];
}

function count(listed: unknown): readonly string[] {
  const found = pick(listed, 'items');
  return ['compositions listed:', String(Array.isArray(found) ? found.length : 0)];
}

function lines(value: unknown): readonly string[] {
  return JSON.stringify(value, null, 1).split('\n');
}
