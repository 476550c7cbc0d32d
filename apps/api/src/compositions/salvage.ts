import type { ClipRequest, CompositionRequest, OverlayRequest } from '#lib/composition-request';
import type { Problem } from '#lib/contracts';
import { isObject } from '../http/fields.js';
import { isWithin } from '../http/pointer.js';
import { UNKNOWN_FIELD } from '../http/problems.js';

const TIMING = [
  'trim_start',
  'trim_end',
  'duration',
  'speed',
  'start_time',
  'end_time',
  'transition_in',
  'transition_duration',
];
const NEUTRAL_CLIP: ClipRequest = { url: '' };
const OWN_TRANSITIONS: readonly unknown[] = ['cut', 'fade', 'crossfade'];
const NEUTRAL_OVERLAY: OverlayRequest = { type: 'text', content: '' };

/**
 * What can still be judged of a request with `problems` in its fields: flawed parts are replaced by ones that say nothing,
 * so that every timeline problem found in the rest is a real one; a transition that nobody knows is one whatever its time.
 * Null where the clips themselves cannot be made out.
 */
export const salvage = (
  body: unknown,
  problems: readonly Problem[],
  transitions: ReadonlySet<string>,
): CompositionRequest | null => {
  const flaws = problems.filter(({ message }) => !message.startsWith(UNKNOWN_FIELD)).map(({ pointer }) => pointer);
  if (!isObject(body) || !Array.isArray(body['clips']) || flaws.some((at) => at === '' || at === '/clips')) return null;
  const flawed = (ancestor: string): boolean => flaws.some((at) => isWithin(at, ancestor));
  const timingFlawed = (clip: string): boolean =>
    flaws.includes(clip) || TIMING.some((field) => flaws.includes(`${clip}/${field}`));
  const overlays: readonly unknown[] =
    Array.isArray(body['overlays']) && !flaws.includes('/overlays') ? body['overlays'] : [];
  const part = (name: string): object => (flawed(`/${name}`) ? {} : { [name]: body[name] });
  const rest = Object.fromEntries(
    ['audio', 'output', 'background', 'color_preset'].flatMap((name) => Object.entries(part(name))),
  );
  const unknownTransition = (clip: unknown): Pick<ClipRequest, 'transition_in'> => {
    const name = isObject(clip) ? clip['transition_in'] : undefined;
    const known = typeof name !== 'string' || OWN_TRANSITIONS.includes(name) || transitions.has(name);
    return known ? {} : { transition_in: name };
  };
  // Whatever is left has passed its checks: this is where a checked body becomes a request.
  return {
    ...rest,
    clips: body['clips'].map((clip, index) =>
      timingFlawed(`/clips/${index}`) ? { ...NEUTRAL_CLIP, ...unknownTransition(clip) } : clip,
    ),
    overlays: overlays.map((overlay, index) => (flawed(`/overlays/${index}`) ? NEUTRAL_OVERLAY : overlay)),
  } as CompositionRequest;
};
