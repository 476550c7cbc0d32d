import { UNKNOWN_FIELD } from '../http/problems.js';
import { problemsOf } from '../http/validate.js';
import { FlatError, type FlatProblem } from './flat-error.js';
import { MetadataDto, type SceneDto } from './metadata.dto.js';

/** `/scenes/0/imageDuration` → `scenes[0].imageDuration` */
export const pathOf = (pointer: string): string =>
  pointer
    .slice(1)
    .split('/')
    .map((token, index) => (/^\d+$/.test(token) ? `[${token}]` : `${index === 0 ? '' : '.'}${token}`))
    .join('');

/** The metadata, its scenes in the order of their index. @throws FlatError INVALID_METADATA with every problem */
export const readMetadata = (text: string | undefined): MetadataDto => {
  if (text === undefined) throw invalid([{ path: 'metadata', message: 'is required' }]);
  const said = parse(text);
  // Existing clients send what else they know of a scene; nothing here depends on it.
  const problems = problemsOf(MetadataDto, said).filter(({ message }) => !message.startsWith(UNKNOWN_FIELD));
  const found = problems.map(({ pointer, message }) => ({ path: pathOf(pointer), message }));
  if (found.length > 0) throw invalid(found);
  const metadata = said as MetadataDto;
  const twice = repeated(metadata.scenes);
  if (twice.length > 0) throw invalid(twice);
  return { ...metadata, scenes: [...metadata.scenes].sort((a, b) => a.index - b.index) };
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid([{ path: 'metadata', message: 'is not valid JSON' }], cause);
  }
};

const repeated = (scenes: readonly SceneDto[]): readonly FlatProblem[] =>
  scenes.flatMap(({ index }, place) =>
    scenes.findIndex((other) => other.index === index) === place
      ? []
      : [{ path: `scenes[${place}].index`, message: `${index} is the index of another scene too` }],
  );

const invalid = (details: readonly FlatProblem[], cause?: unknown): FlatError =>
  new FlatError('INVALID_METADATA', 400, 'The metadata cannot be used.', details, { cause });
