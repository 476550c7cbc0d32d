import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsOptional, ValidateBy, ValidateNested } from 'class-validator';
import { didYouMean } from './closest.js';
import { rememberLimit } from './list-limits.js';

/**
 * One decorator a field: its check, its message and its place in the OpenAPI document, said once.
 * Every check gives one problem in words, never one a rule.
 */
export interface FieldOptions {
  readonly required?: boolean;
  readonly description?: string;
  readonly example?: unknown;
  readonly default?: unknown;
}

type Message = string | ((value: unknown) => string);

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Named `shape`, so that nothing below a value of the wrong shape is reported as well. */
const check = (name: string, test: (value: unknown) => boolean, message: Message): PropertyDecorator =>
  ValidateBy({
    name,
    validator: {
      validate: test,
      defaultMessage: (args) => {
        if (args?.value === undefined) return 'is required';
        return typeof message === 'string' ? message : message(args.value);
      },
    },
  });

const field = (
  options: FieldOptions,
  schema: ApiPropertyOptions,
  ...checks: PropertyDecorator[]
): PropertyDecorator => {
  const { required = false, ...said } = options;
  const property = ApiProperty({ ...schema, ...said, required } as ApiPropertyOptions);
  return applyDecorators(property, ...(required ? [] : [IsOptional()]), ...checks);
};

export interface NumberOptions extends FieldOptions {
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
}

export const NumberField = ({ min, max, integer = false, ...options }: NumberOptions): PropertyDecorator =>
  field(
    options,
    { type: integer ? 'integer' : 'number', minimum: min, maximum: max },
    check(
      'number',
      (value) => typeof value === 'number' && value >= min && value <= max && (!integer || Number.isInteger(value)),
      `must be ${integer ? 'a whole number' : 'a number'} from ${min} to ${max}`,
    ),
  );

export const BooleanField = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: 'boolean' },
    check('boolean', (value) => typeof value === 'boolean', 'must be true or false'),
  );

export interface TextOptions extends FieldOptions {
  readonly min?: number;
  readonly max: number;
}

/** Lengths in UTF-16 units. */
export const TextField = ({ min = 1, max, ...options }: TextOptions): PropertyDecorator =>
  field(
    options,
    { type: 'string', minLength: min, maxLength: max },
    check(
      'text',
      (value) => typeof value === 'string' && value.length >= min && value.length <= max,
      `must be a text of ${min} to ${max} characters`,
    ),
  );

export const ChoiceField = ({ of, ...options }: FieldOptions & { readonly of: readonly string[] }): PropertyDecorator =>
  field(
    options,
    { type: 'string', enum: [...of] },
    check(
      'choice',
      (value) => typeof value === 'string' && of.includes(value),
      (value) => `must be one of ${of.join(', ')}${typeof value === 'string' ? didYouMean(value, of) : ''}`,
    ),
  );

/** A value with a grammar of its own, e.g. a colour: `accepts` decides. */
export const ParsedField = ({
  accepts,
  message,
  schema,
  ...options
}: FieldOptions & {
  readonly accepts: (value: unknown) => boolean;
  readonly message: Message;
  readonly schema: ApiPropertyOptions;
}): PropertyDecorator => field(options, schema, check('value', accepts, message));

/** Anything JSON, taken as it is. */
export const FreeObjectField = ({
  maxBytes,
  ...options
}: FieldOptions & { readonly maxBytes: number }): PropertyDecorator =>
  applyDecorators(
    field(
      options,
      { type: 'object', additionalProperties: true },
      check(
        'shape',
        (value) => isObject(value) && Buffer.byteLength(JSON.stringify(value)) <= maxBytes,
        `must be an object of at most ${maxBytes} bytes as JSON`,
      ),
    ),
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => obj[key]),
  );

type DtoClass = new () => object;

export const ObjectField = (type: () => DtoClass, options: FieldOptions = {}): PropertyDecorator =>
  // Swagger takes a function for a class it can look into only where that function is called `type`.
  field(options, { type: () => type() }, check('shape', isObject, 'must be an object'), ValidateNested(), Type(type));

export interface ListOptions extends FieldOptions {
  readonly min?: number;
  readonly max: number;
}

/** A list of objects; what the objects are is for the caller to say. */
export const itemsOfList = (schema: ApiPropertyOptions, { min = 0, max, ...options }: ListOptions): PropertyDecorator =>
  field(
    options,
    { ...schema, minItems: min, maxItems: max } as ApiPropertyOptions,
    check('shape', Array.isArray, 'must be a list'),
    check(
      'size',
      (value) => !Array.isArray(value) || (value.length >= min && value.length <= max),
      `must hold ${min} to ${max} items`,
    ),
    rememberLimit(max),
    check('items', (value) => !Array.isArray(value) || value.every(isObject), 'must hold objects only'),
  );

export const ListField = (type: () => DtoClass, options: ListOptions): PropertyDecorator =>
  applyDecorators(
    itemsOfList({ type: () => [type()] } as ApiPropertyOptions, options),
    ValidateNested({ each: true }),
    Type(type),
  );
