import type { PlanPicture } from './plan.js';

/** What a layer turned out to be when it was drawn or opened. */
export type LayerArt = { readonly kind: 'still'; readonly picture: PlanPicture };
