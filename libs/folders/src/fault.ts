import { CutroomError } from '#lib/contracts';

/** What went wrong with a file of a folder, as a fault worth a retry: NO_SPACE, STORAGE_ERROR. A CutroomError stays what it is. */
export function folderFault(cause: unknown): CutroomError {
  if (cause instanceof CutroomError) return cause;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const options = { transient: true, cause };
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? new CutroomError('NO_SPACE', 'The folder of results is full.', options)
    : new CutroomError('STORAGE_ERROR', 'The result could not be written into its folder.', options);
}
