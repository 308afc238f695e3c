type Json = Record<string, unknown>;
/** A resource as CloudFormation reads it. */
export type Resource = {
  Type: string;
  Properties: Json;
  DeletionPolicy?: string;
  DependsOn?: string | string[];
  Metadata?: Json;
};

/** A synthesized template, as far as tests read it. */
export type Template = { Resources: Record<string, Resource>; Outputs: Record<string, { Value: unknown }> };

/** The resources of one type, by their ids. */
export function allOf(template: Template, type: string): Record<string, Resource> {
  return Object.fromEntries(Object.entries(template.Resources).filter(([, resource]) => resource.Type === type));
}

/** The id of the resource that a `Ref` or `Fn::GetAtt` points to. */
export function idOf(reference: unknown): string {
  const { Ref, 'Fn::GetAtt': attribute } = reference as { Ref?: string; 'Fn::GetAtt'?: [string, string] };
  const id = Ref ?? attribute?.[0];
  if (id === undefined) throw new Error(`${JSON.stringify(reference)} points to no resource`);
  return id;
}
