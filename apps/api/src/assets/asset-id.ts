import type { PipeTransform } from '@nestjs/common';
import { CutroomError } from '#lib/contracts';

export const assetNotFound = (): CutroomError => new CutroomError('ASSET_NOT_FOUND', 'There is no asset with this id.');

/** A path parameter that can be the id of an asset; anything else is simply not found. */
export const assetId: PipeTransform<string, string> = {
  transform: (text) => {
    if (!/^asset_[0-9A-Z]{26}$/.test(text)) throw assetNotFound();
    return text;
  },
};
