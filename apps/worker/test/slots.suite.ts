import { Slots } from '../src/render/slots.js';

const NOBODY = new AbortController().signal;

/** Holds a slot until `free` is called. */
const hold = (slots: Slots): { readonly done: Promise<void>; free(): void } => {
  let free = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    free = resolve;
  });
  return { done: slots.run(NOBODY, () => held), free: () => free() };
};

it('a waiter for a slot that is no longer wanted leaves at once, and takes no slot when its turn would have come', async () => {
  const slots = new Slots(1);
  const order: string[] = [];
  const first = hold(slots);
  const cancelled = new AbortController();
  const waiter = slots.run(cancelled.signal, async () => void order.push('cancelled'));
  const next = slots.run(NOBODY, async () => void order.push('next'));
  cancelled.abort(new Error('cancelled'));
  await expect(waiter).rejects.toThrow('cancelled');
  first.free();
  await Promise.all([first.done, next]);
  await slots.run(NOBODY, async () => void order.push('last'));
  expect(order).toEqual(['next', 'last']);
});
