import type { Problem } from '#lib/contracts';
import { FORMATS, LEAST_SIDE, type OutputSpec } from '#lib/timeline';
import { toOutputSpec } from './output.js';
import { isBeyond1440p } from './output-size.js';
import type { OutputRequest } from './request.js';

export interface OutputRules {
  /** Whether this service makes results in 4K. */
  readonly allows4k: boolean;
  /** Codecs of picture and sound that can be encoded; null where nobody knows. */
  readonly codecs: ReadonlySet<string> | null;
}

/** What is wrong with an output whose fields are each right by themselves. */
export const outputProblems = (output: OutputRequest, rules: OutputRules): readonly Problem[] => {
  const spec = toOutputSpec(output);
  return [
    ...sizeProblems(output, spec, rules),
    ...codecProblems(output, spec, rules),
    ...(spec.codec === null ? pictureless(output) : renditionProblems(spec)),
  ].map(([field, message]) => ({ pointer: `/output/${field}`, message }));
};

type Found = readonly (readonly [field: string, message: string])[];

const sizeProblems = (output: OutputRequest, spec: OutputSpec, { allows4k }: OutputRules): Found => {
  const { mostFps } = FORMATS[spec.format];
  const least = spec.codec === null ? 0 : LEAST_SIDE[spec.codec];
  return [
    when(
      typeof output.resolution === 'object' && output.aspect_ratio !== undefined,
      'aspect_ratio',
      'Give width and height, or aspect_ratio, not both.',
    ),
    when(!allows4k && isBeyond1440p(spec), 'resolution', 'This service makes nothing larger than 1440p.'),
    when(Math.min(spec.width, spec.height) < least, 'resolution', `${spec.codec} takes at least ${least} × ${least}.`),
    when(spec.fps.num > mostFps * spec.fps.den, 'fps', `${spec.format} shows at most ${mostFps} pictures a second.`),
  ].flat();
};

const codecProblems = ({ codec }: OutputRequest, spec: OutputSpec, { codecs }: OutputRules): Found => {
  const { pictures, sound } = FORMATS[spec.format];
  if (codec !== undefined && !pictures.includes(codec)) {
    const choices = pictures.length > 1 ? `holds ${pictures.join(', ')}` : 'leaves no choice of codec';
    return [['codec', `${spec.format} ${choices}.`]];
  }
  const field = codec === undefined ? 'format' : 'codec';
  return [spec.codec, sound].flatMap((needed) =>
    needed === null || codecs === null || codecs.has(needed)
      ? []
      : [[field, `The workers of this service cannot encode ${needed}.`] as const],
  );
};

const pictureless = ({ renditions = [], thumbnail_time }: OutputRequest): Found =>
  [
    when(renditions.length > 0, 'renditions', 'A result without picture has no renditions.'),
    when(thumbnail_time !== undefined, 'thumbnail_time', 'A result without picture has no thumbnail.'),
  ].flat();

const renditionProblems = ({ width, height, crf, renditions, codec }: OutputSpec): Found => {
  const made = [{ width, height, crf }, ...renditions].map((one) => `${one.width}x${one.height} ${one.crf}`);
  const least = codec === null ? 0 : LEAST_SIDE[codec];
  return renditions.flatMap((one, index) => {
    const field = `renditions/${index}`;
    if (one.width > width || one.height > height)
      return [[field, `A rendition is no larger than the output, ${width} × ${height}.`]] as const;
    // A picture may be rounded to even pixels, not pulled out of shape.
    if (Math.abs(one.width - (one.height * width) / height) > 2 * Math.max(1, width / height))
      return [[field, `A rendition has the shape of the output, ${width} × ${height}.`]] as const;
    if (Math.min(one.width, one.height) < least)
      return [[field, `${codec} takes at least ${least} × ${least}.`]] as const;
    return when(
      made.indexOf(`${one.width}x${one.height} ${one.crf}`) <= index,
      field,
      'This size is made already, as good.',
    );
  });
};

const when = (wrong: boolean, field: string, message: string): Found => (wrong ? [[field, message]] : []);
