import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, type ApiPropertyOptions, getSchemaPath } from '@nestjs/swagger';
import { type ClassConstructor, Type } from 'class-transformer';
import { Allow, getMetadataStorage, ValidateNested } from 'class-validator';
import { ChoiceField, itemsOfList, type ListOptions } from './fields.js';

export type VariantListOptions = ListOptions;

type Variants = Readonly<Record<string, ClassConstructor<object>>>;

/** A list whose items are told apart by one field, each checked as what it says it is. */
export const VariantListField = (
  discriminator: string,
  variants: Variants,
  options: VariantListOptions,
): PropertyDecorator => {
  const classes = Object.values(variants);
  const mapping = Object.fromEntries(Object.entries(variants).map(([name, type]) => [name, getSchemaPath(type)]));
  const schema = {
    type: 'array',
    items: {
      oneOf: classes.map((type) => ({ $ref: getSchemaPath(type) })),
      discriminator: { propertyName: discriminator, mapping },
    },
  } as ApiPropertyOptions;
  const unnamed = nameless(discriminator, variants);
  const subTypes = Object.entries(variants).map(([name, value]) => ({ name, value }));
  return applyDecorators(
    itemsOfList(schema, options),
    (prototype: object) => ApiExtraModels(...classes)(prototype.constructor),
    ValidateNested({ each: true }),
    Type(() => unnamed, {
      keepDiscriminatorProperty: true,
      discriminator: { property: discriminator, subTypes },
    }),
  );
};

/** For an item that does not say what it is: that alone is its problem, whatever other fields of any variant it has. */
const nameless = (discriminator: string, variants: Variants): ClassConstructor<object> => {
  class Nameless {}
  ChoiceField({ required: true, of: Object.keys(variants) })(Nameless.prototype, discriminator);
  const fields = Object.values(variants).flatMap((type) =>
    getMetadataStorage().getTargetValidationMetadatas(type, '', false, false),
  );
  for (const { propertyName } of fields) if (propertyName !== discriminator) Allow()(Nameless.prototype, propertyName);
  return Nameless;
};
