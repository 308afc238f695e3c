/** A piece of a CloudFormation template before its intrinsic functions are resolved. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** What `Ref` and `Fn::GetAtt` answer for the resources of one template. */
export type Lookup = {
  ref(name: string): string;
  attribute(logicalId: string, attribute: string): string;
};

/**
 * Resolves every intrinsic function in a value.
 * @throws Error that names an intrinsic which is not known here: a guess would make the local system differ from AWS.
 */
export function resolve(value: Json, lookup: Lookup): Json {
  if (Array.isArray(value)) return value.map((item) => resolve(item, lookup));
  if (value === null || typeof value !== 'object') return value;

  const [first, ...others] = Object.entries(value);
  if (first && others.length === 0 && isIntrinsic(first[0])) return call(first[0], first[1], lookup);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, lookup)]));
}

function isIntrinsic(key: string): boolean {
  return key === 'Ref' || key === 'Condition' || key.startsWith('Fn::');
}

function call(name: string, argument: Json, lookup: Lookup): Json {
  switch (name) {
    case 'Ref':
      return lookup.ref(text(argument, name));
    case 'Fn::GetAtt':
      return getAttribute(argument, lookup);
    case 'Fn::Join': {
      const [separator, parts] = list(argument, name);
      return list(resolve(parts ?? [], lookup), name).join(text(separator, name));
    }
    case 'Fn::Sub':
      return substitute(argument, lookup);
    case 'Fn::Select': {
      const [index, from] = list(argument, name);
      return list(resolve(from ?? [], lookup), name)[Number(index)] ?? refuse(name, `there is no item ${index}`);
    }
    case 'Fn::Split': {
      const [separator, from] = list(argument, name);
      return text(resolve(from ?? '', lookup), name).split(text(separator, name));
    }
    default:
      throw new Error(`the template uses the intrinsic "${name}", which local/template does not know yet`);
  }
}

function getAttribute(argument: Json, lookup: Lookup): string {
  const [logicalId, ...path] = typeof argument === 'string' ? argument.split('.') : list(argument, 'Fn::GetAtt');
  return lookup.attribute(text(logicalId, 'Fn::GetAtt'), path.map((part) => text(part, 'Fn::GetAtt')).join('.'));
}

function substitute(argument: Json, lookup: Lookup): string {
  const [pattern, given] = typeof argument === 'string' ? [argument, {}] : list(argument, 'Fn::Sub');
  const own = resolve(given ?? {}, lookup) as Record<string, Json>;

  return text(pattern, 'Fn::Sub').replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in own) return String(own[name]);
    return name.includes('.') ? getAttribute(name, lookup) : lookup.ref(name);
  });
}

function text(value: Json | undefined, name: string): string {
  return typeof value === 'string' ? value : refuse(name, `expected text, found ${JSON.stringify(value)}`);
}

function list(value: Json, name: string): Json[] {
  return Array.isArray(value) ? value : refuse(name, `expected a list, found ${JSON.stringify(value)}`);
}

function refuse(name: string, why: string): never {
  throw new Error(`the template's ${name} cannot be resolved: ${why}`);
}
