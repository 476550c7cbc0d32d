import type { CompositionRequest, OverlayRequest } from '#lib/composition-request';
import type { Problem } from '#lib/contracts';

/** Fields of which one says what the other does. */
export const contradictions = ({ overlays = [] }: CompositionRequest): readonly Problem[] =>
  overlays.flatMap((overlay, index) => [
    ...bothEnds(overlay, `/overlays/${index}`),
    ...twoSizes(overlay, `/overlays/${index}`),
  ]);

const bothEnds = (overlay: OverlayRequest, pointer: string): readonly Problem[] =>
  overlay.duration === undefined || overlay.end_time === undefined
    ? []
    : [{ pointer: `${pointer}/end_time`, message: 'Give duration or end_time, not both.' }];

const twoSizes = (overlay: OverlayRequest, pointer: string): readonly Problem[] => {
  if (overlay.type !== 'image' && overlay.type !== 'watermark') return [];
  const sized = overlay.width !== undefined || overlay.height !== undefined;
  return sized && overlay.scale !== undefined
    ? [{ pointer: `${pointer}/scale`, message: 'Give scale, or width and height, not both.' }]
    : [];
};
