import { planRender, type RenderPlan } from '#lib/render-plan';
import { factsFor, OPTIONS } from '../../../test/factories/media.js';
import { timeline } from '../../../test/factories/timeline.js';
import { orderOfParts } from '../src/render/parts/order-of-parts.js';
import { type PlannedPart, partsOf } from '../src/render/parts/parts-of.js';

const filmOf = (lengths: readonly number[], preset: 'medium' | 'ultrafast'): RenderPlan => {
  const of = timeline({ clips: lengths.map((out, index) => ({ url: `clip-${index}`, out })) });
  const plan = planRender(of, factsFor(of), OPTIONS);
  const picture = plan.encoder.picture;
  return { ...plan, encoder: { ...plan.encoder, picture: picture === null ? null : { ...picture, preset } } };
};

/** Each part by its length, the sound by its name. */
const ordered = (plan: RenderPlan): readonly (number | 'sound')[] =>
  orderOfParts(plan, partsOf(plan, '5.1').all).map(({ segment }: PlannedPart) => segment?.frames ?? 'sound');

it('what takes longest comes first: a short film has its sound last', () => {
  const plan = filmOf([2, 4, 3], 'medium');
  const fps = plan.fps.num / plan.fps.den;
  expect(ordered(plan)).toEqual([4 * fps, 3 * fps, 2 * fps, 'sound']);
});

it('a long film encoded with little effort has it first, and its segments in order', () => {
  const plan = filmOf(
    Array.from({ length: 45 }, () => 4),
    'ultrafast',
  );
  const [first, ...others] = orderOfParts(plan, partsOf(plan, '5.1').all);
  expect(first?.segment).toBeNull();
  expect(others.map(({ number }) => number)).toEqual(others.map((_, index) => index + 1));
});
