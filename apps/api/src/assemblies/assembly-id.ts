export const assemblyId = (number: number): string => `asm_${String(number).padStart(3, '0')}`;

/** Null where no assembly can be called so. */
export const assemblyNumber = (id: string): number | null => {
  const number = Number(/^asm_(\d{3,9})$/.exec(id)?.[1] ?? Number.NaN);
  return assemblyId(number) === id ? number : null;
};

/** The one file of an assembly, in a directory that is called by its id. */
export const RESULT_NAME = 'result.mp4';
