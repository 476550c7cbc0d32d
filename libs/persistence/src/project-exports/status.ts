import type { CompositionStatus } from '#lib/contracts';

/** What became of a result that is owed to a project. */
export interface Owed {
  readonly exportedAt: Date | null;
  readonly cancelledAt: Date | null;
  /** Why it never will be there. */
  readonly error: string | null;
}

/** A render for a project is done when its file is there, a moment after the film is. */
export const statusWhereOwed = (render: CompositionStatus, owed: Owed): CompositionStatus => {
  if (render !== 'completed' || owed.exportedAt !== null) return render;
  if (owed.cancelledAt !== null) return 'cancelled';
  return owed.error === null ? 'processing' : 'failed';
};
