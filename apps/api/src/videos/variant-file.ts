import type { ObjectRef } from '#lib/contracts';
import type { RenderedVariant } from '#lib/persistence';

export interface VariantFile extends ObjectRef {
  readonly sizeBytes: number;
  /** Seconds. */
  readonly duration: number;
  /** Of a rendition; null: as the settings of its composition say. */
  readonly size: { readonly width: number; readonly height: number } | null;
}

/** Where a variant lies: it is its composition's result, or one of its renditions. Null where it is not made. */
export const variantFile = ({ variant, composition: { result } }: RenderedVariant): VariantFile | null => {
  if (result === null) return null;
  const { duration } = result;
  if (variant.rendition === null) return { ...fileOf(result), duration, size: null };
  const found = result.renditions?.find(({ name }) => name === variant.rendition);
  if (found === undefined) return null;
  return { ...fileOf(found), duration, size: { width: found.width, height: found.height } };
};

const fileOf = ({ bucket, key, sizeBytes }: ObjectRef & Pick<VariantFile, 'sizeBytes'>) => ({ bucket, key, sizeBytes });
