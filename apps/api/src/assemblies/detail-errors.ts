import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { DetailError } from './dto.js';

/** Documents the errors a route of this door answers with, by their status. */
export const DetailErrors = (...statuses: readonly number[]): MethodDecorator =>
  applyDecorators(...statuses.map((status) => ApiResponse({ status, type: DetailError })));
