import { parseObjectUrl } from '#lib/contracts';
import type { AssetRepository, JsonObject } from '#lib/persistence';
import {
  checkTimeline,
  declaredLength,
  div,
  fromDecimal,
  type Rational,
  sub,
  type Timeline,
  type TimelineLimits,
} from '#lib/timeline';

/**
 * Frames of the whole picture as far as the request and the probes of uploads tell; null where a clip runs to the end of a
 * source that nobody has looked at.
 */
export const knownFrames = async (
  timeline: Timeline,
  limits: TimelineLimits,
  assets: Pick<AssetRepository, 'probesOf'>,
): Promise<number | null> => {
  const refs = timeline.clips.flatMap(({ url }) => (url.startsWith('s3://') ? [parseObjectUrl(url)] : []));
  const probes = await assets.probesOf(refs);
  const lengths = timeline.clips.map((clip): Rational | null => {
    const said = declaredLength(clip);
    if (said !== null || !clip.url.startsWith('s3://')) return said;
    const { bucket, key } = parseObjectUrl(clip.url);
    const whole = durationIn(probes.get(`${bucket}/${key}`));
    return whole === null ? null : div(sub(whole, clip.inPoint), clip.speed);
  });
  return checkTimeline(timeline, limits, lengths).arrangement?.frames ?? null;
};

const durationIn = (probe: JsonObject | undefined): Rational | null => {
  const seconds = probe?.['duration'];
  return typeof seconds === 'number' && seconds > 0 ? fromDecimal(Number(seconds.toFixed(6))) : null;
};
