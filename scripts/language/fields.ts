/** As much of a JSON schema as the API's description uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly description?: string;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

export interface Field {
  /** From the request's top: `clips[].fit`. */
  readonly path: string;
  readonly values: string;
  readonly byDefault: string;
  readonly says: string;
}

type Schemas = Readonly<Record<string, Schema>>;

/** Every field that a composition's request can have, each once, in the order of the description. */
export const fieldsOf = (schemas: Schemas, name = 'CompositionDto'): readonly Field[] => {
  const found = new Map<string, Field>();
  const walk = (path: string, schema: Schema): void => {
    for (const part of partsOf(schemas, schema)) {
      if (part.items !== undefined) walk(`${path}[]`, part.items);
      for (const [key, value] of Object.entries(part.properties ?? {})) {
        const at = path === '' ? key : `${path}.${key}`;
        found.set(at, merged(found.get(at), fieldOf(schemas, at, value)));
        walk(at, value);
      }
    }
  };
  walk('', { $ref: `#/components/schemas/${name}` });
  return [...found.values()];
};

const resolved = (schemas: Schemas, schema: Schema): Schema =>
  schema.$ref === undefined ? schema : (schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});

const partsOf = (schemas: Schemas, schema: Schema): readonly Schema[] => {
  const found = resolved(schemas, schema);
  return [found, ...(found.oneOf ?? []).flatMap((one) => partsOf(schemas, one))];
};

/** Kinds of overlays have fields of the same name. */
const merged = (before: Field | undefined, field: Field): Field => {
  if (before === undefined) return field;
  const values = [...new Set([...before.values.split(', '), ...field.values.split(', ')])].join(', ');
  return { ...before, values, says: before.says === '' ? field.says : before.says };
};

const fieldOf = (schemas: Schemas, path: string, schema: Schema): Field => ({
  path,
  values: [...new Set(partsOf(schemas, schema).map(valuesOf))].filter((text) => text !== '').join(', '),
  byDefault: schema.default === undefined ? '' : `\`${JSON.stringify(schema.default).replaceAll('"', '')}\``,
  says: schema.description ?? schema.oneOf?.find(({ description }) => description !== undefined)?.description ?? '',
});

const valuesOf = ({ type, enum: listed, minimum, maximum, oneOf }: Schema): string => {
  if (listed !== undefined) return listed.map((value) => `\`${String(value)}\``).join(', ');
  if (oneOf !== undefined || type === undefined) return '';
  return minimum === undefined || maximum === undefined ? type : `${type} ${minimum}–${maximum}`;
};
