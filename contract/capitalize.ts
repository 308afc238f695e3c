/** Makes `BulkEmail` of `bulkEmail`, as ids of resources and outputs are written. */
export function capitalize(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
