const limits = new Map<object, Map<string, number>>();

/** Notes how many items a list field may hold, for `cutLists`. */
export const rememberLimit =
  (max: number): PropertyDecorator =>
  (prototype, field) => {
    const known = limits.get(prototype) ?? new Map<string, number>();
    limits.set(prototype, known.set(String(field), max));
  };

/**
 * The body with each list of `type` itself cut to one item more than it may hold: still one too many, so that it is refused
 * for its length, and never looked at for the rest. The same object where nothing is too long.
 */
export const cutLists = (type: new () => object, body: Record<string, unknown>): Record<string, unknown> => {
  const cut = [...(limits.get(type.prototype) ?? [])].flatMap(([field, max]) => {
    const list = body[field];
    return Array.isArray(list) && list.length > max + 1 ? [[field, list.slice(0, max + 1)] as const] : [];
  });
  return cut.length === 0 ? body : { ...body, ...Object.fromEntries(cut) };
};
