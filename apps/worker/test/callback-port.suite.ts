import type { CallbackRepository, ClaimedCallback } from '#lib/persistence';
import { callbackPort } from '../src/callbacks/callback-port.js';

it('callbacks whose words can be found are sent, though those of another cannot', async () => {
  const claimed = ['a', 'gone wrong', 'c'].map((subjectId) => ({ webhookId: subjectId, subjectId, body: null }));
  const callbacks = {
    claim: async () => claimed as unknown as ClaimedCallback[],
    keepBody: async (_id: string, body: string) => body,
  } as unknown as CallbackRepository;
  const troubles: unknown[] = [];
  const fault = new Error('The row cannot be read.');
  const port = callbackPort(
    callbacks,
    async ({ subjectId }) => (subjectId === 'gone wrong' ? Promise.reject(fault) : { told: subjectId }),
    (error) => troubles.push(error),
  );
  const due = await port.claim(10, 30, { most: 4, underWay: {} });
  expect(due.map(({ body }) => body)).toEqual(['{"told":"a"}', '{"told":"c"}']);
  expect(troubles).toEqual([fault]);
});
