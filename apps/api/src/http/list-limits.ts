const limits = new Map<object, Map<string, number>>();

/** Notes how many items a list field may hold, for `tameLists`. */
export const rememberLimit =
  (max: number): PropertyDecorator =>
  (prototype, field) => {
    const known = limits.get(prototype) ?? new Map<string, number>();
    limits.set(prototype, known.set(String(field), max));
  };

/**
 * The body with each list of objects of `type` itself cut to one item more than it may hold: still one too many, so that it
 * is refused for its length, and never looked at for the rest. Items that are null become ones that are no object either:
 * class-transformer looks into each to see what it is, and stumbles over null.
 */
export const tameLists = (type: new () => object, body: Record<string, unknown>): Record<string, unknown> => {
  const lists = [...(limits.get(type.prototype) ?? [])].flatMap(([field, max]) => {
    const list: unknown = body[field];
    return Array.isArray(list) ? [[field, list.slice(0, max + 1).map((item: unknown) => item ?? false)] as const] : [];
  });
  return { ...body, ...Object.fromEntries(lists) };
};
