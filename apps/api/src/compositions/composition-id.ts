import type { PipeTransform } from '@nestjs/common';
import { CutroomError } from '#lib/contracts';

const SHAPE = /^comp_[0-9A-Z]{26}$/;

export const compositionNotFound = (): CutroomError =>
  new CutroomError('COMPOSITION_NOT_FOUND', 'There is no composition with this id.');

export const isCompositionId = (text: string): boolean => SHAPE.test(text);

/** A path parameter that can be the id of a composition; anything else is simply not found. */
export const compositionId: PipeTransform<string, string> = {
  transform: (text) => {
    if (!isCompositionId(text)) throw compositionNotFound();
    return text;
  },
};
