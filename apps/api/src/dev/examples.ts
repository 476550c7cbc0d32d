import type { Examples } from '../http/examples.js';
import type { ResetUserDto } from './dto.js';

export const RESET_USER_EXAMPLES = {
  user: { summary: 'All of one user', value: { user_id: 'anna' } },
} as const satisfies Examples<ResetUserDto>;
