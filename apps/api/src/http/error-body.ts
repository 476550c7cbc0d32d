import type { CutroomError } from '#lib/contracts';

/** The contract's shape of an error. */
export interface ErrorBody {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly details: Readonly<Record<string, unknown>>;
    readonly timestamp: string;
    readonly request_id: string;
  };
}

export const errorBody = ({ code, message, details }: CutroomError, requestId: string): ErrorBody => ({
  error: { code, message, details, timestamp: new Date().toISOString(), request_id: requestId },
});
