/** The largest body of a publish, in bytes, by every way in: an item of the table has to hold it, and may have 400 KB. */
export const maxPublishBytes = 256 * 1024;
