/** `BulkEmail` of `bulkEmail`: ids of resources and outputs are written so. */
export function capitalize(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
