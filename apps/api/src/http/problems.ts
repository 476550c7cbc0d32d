import { getMetadataStorage, type ValidationError } from 'class-validator';
import type { Problem } from '#lib/contracts';
import { didYouMean } from './closest.js';
import { isObject } from './fields.js';
import { pointerTo } from './pointer.js';

/** How the message about a field that is not part of the language begins. */
export const UNKNOWN_FIELD = 'unknown field';

const namesOf = (target: object | undefined): ReadonlySet<string> => {
  if (target === undefined) return new Set();
  const known = getMetadataStorage().getTargetValidationMetadatas(target.constructor, '', false, false);
  return new Set(known.map((metadata) => metadata.propertyName));
};

const itemsOf = (value: unknown, pointer: string): readonly Problem[] =>
  (Array.isArray(value) ? value : []).flatMap((item, index) =>
    isObject(item) ? [] : [{ pointer: pointerTo(pointer, index), message: 'must be an object' }],
  );

const problemsAt = (error: ValidationError, parent: string): readonly Problem[] => {
  const pointer = pointerTo(parent, error.property);
  const { shape, items, whitelistValidation, ...others } = error.constraints ?? {};
  if (whitelistValidation !== undefined) {
    return [{ pointer, message: `${UNKNOWN_FIELD}${didYouMean(error.property, namesOf(error.target))}` }];
  }
  if (shape !== undefined) return [{ pointer, message: shape }];
  // `nestedValidation` only repeats that an item is no object.
  const { nestedValidation: _repeats, ...own } = others;
  const first = Object.values(own)[0];
  return [
    ...(first === undefined ? [] : [{ pointer, message: first }]),
    ...(items === undefined ? [] : itemsOf(error.value, pointer)),
    ...toProblems(error.children ?? [], pointer),
  ];
};

/** class-validator's tree → the contract's flat list, in the order of the request. */
export const toProblems = (errors: readonly ValidationError[], parent = ''): readonly Problem[] =>
  errors.flatMap((error) => problemsAt(error, parent));
