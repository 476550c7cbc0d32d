/** How far work is that another service asked for through /internal/v1. */
export const PROCESSING_STATUSES = ['queued', 'processing', 'completed', 'failed'] as const;
export type ProcessingStatus = (typeof PROCESSING_STATUSES)[number];
